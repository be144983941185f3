package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.cloudfilm.storage.outbox.Delivery;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.record.imaging.AnnounceStudies;
import org.cloudfilm.storage.record.imaging.TestRecords;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hospital sends films; who else is told, and when. */
class StudiesAreAnnouncedTest {

    private static final Duration QUIET = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private TestDatabase db;
    private JdbcClient sql;
    private ArchiveFixture films;
    private Instant now = Instant.now();

    @BeforeEach
    void start() throws Exception {
        db = TestDatabase.create();
        sql = JdbcClient.create(db.dataSource());
        films = new ArchiveFixture(db, directory).start();
    }

    @AfterEach
    void stop() {
        films.close();
        db.close();
    }

    @Test
    void studyOfManyImagesAndSeries_isOneRowForTheWholeOfIt() throws Exception {
        for (int series = 1; series <= 3; series++) {
            for (int image = 1; image <= 40; image++) {
                films.store(Samples.slice(1, series, image, 8, image));
            }
        }
        films.sealAndShip();

        assertThat(sql.sql("select last_value from outbox_seq_seq").query(Long.class).single()).isEqualTo(1);
        assertThat(waiting("study-stored")).containsExactly(Samples.study(1).value());
    }

    @Test
    void imagesStillCome_theAnnouncementWaitsForAMinuteOfQuiet() {
        films.store(Samples.slice(1, 1, 1));
        now = Instant.now().plusSeconds(40);

        assertThat(deliver(1)).isInstanceOfSatisfying(Delivery.NotBefore.class,
                later -> assertThat(later.moment()).isBefore(now.plusSeconds(21)).isAfter(now));
        assertThat(waiting("study-arrived")).isEmpty();
    }

    @Test
    void quietStudy_everyoneIsToldOnce_underThePersonsKey() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));
        films.sealAndShip();
        now = Instant.now().plus(QUIET).plusSeconds(1);

        assertThat(deliver(1)).isEqualTo(new Delivery.Done());
        assertThat(deliver(1)).as("delivered twice").isEqualTo(new Delivery.Done());

        String person = sql.sql("select person_id::text from patient").query(String.class).single();
        assertThat(waiting("study-arrived")).containsExactly(person);
        assertThat(waiting("study-arrived-notice")).containsExactly(person);
        assertThat(sql.sql("select distinct payload from outbox where kind like 'study-arrived%'")
                .query(String.class).single()).isEqualTo("{\"study\":\"" + Samples.study(1) + "\"}");
    }

    @Test
    void furtherImagesLater_areAnnouncedAgain_theSameOnesAreNot() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.sealAndShip();
        now = Instant.now().plus(QUIET).plusSeconds(1);
        deliver(1);
        sql.sql("delete from outbox").update();

        films.store(Samples.slice(1, 1, 1));
        films.sealAndShip();
        assertThat(waiting("study-stored")).as("known images").isEmpty();

        films.store(Samples.slice(1, 1, 2));
        films.sealAndShip();
        assertThat(waiting("study-stored")).hasSize(1);
        deliver(1);
        assertThat(waiting("study-arrived")).hasSize(1);
    }

    @Test
    void restartAndRebuild_announceNothingAgain() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.sealAndShip();
        films.store(Samples.slice(1, 1, 2));
        now = Instant.now().plus(QUIET).plusSeconds(1);
        deliver(1);
        sql.sql("delete from outbox").update();

        films.close();
        films.start();
        films.sealAndShip();
        assertThat(waiting("study-stored")).as("recovered").isEmpty();

        try (TestDatabase fresh = TestDatabase.create()) {
            new RebuildCatalogue(fresh.dataSource(), films.store, TestRecords.HOSPITALS,
                    TestRecords.rebuilding(fresh.dataSource(), films.store), films.settings).run();
            JdbcClient rebuilt = JdbcClient.create(fresh.dataSource());
            assertThat(rebuilt.sql("select count(*) from outbox where kind = 'study-stored'").query(Long.class).single())
                    .isZero();
            assertThat(rebuilt.sql("select announced = updated_at from study").query(Boolean.class).single()).isTrue();
        }
    }

    @Test
    void studyThatIsGone_isNotAnnounced() {
        now = Instant.now().plus(QUIET);

        assertThat(deliver(9)).isEqualTo(new Delivery.Done());
        assertThat(waiting("study-arrived")).isEmpty();
    }

    private Delivery deliver(int study) {
        String uid = Samples.study(study).value();
        return new AnnounceStudies(
                        db.dataSource(),
                        new JdbcOutbox(db.dataSource()),
                        List.of("study-arrived", "study-arrived-notice"),
                        QUIET,
                        () -> now)
                .deliver(new OutboxEvent("study-stored", uid, "{\"study\":\"" + uid + "\"}"));
    }

    private List<String> waiting(String kind) {
        return sql.sql("select key from outbox where kind = :kind").param("kind", kind).query(String.class).list();
    }
}
