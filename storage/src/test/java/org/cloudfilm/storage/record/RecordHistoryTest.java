package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.NINGBO;
import static org.cloudfilm.storage.record.RecordFixture.delete;
import static org.cloudfilm.storage.record.RecordFixture.id;
import static org.cloudfilm.storage.record.RecordFixture.permit;
import static org.cloudfilm.storage.record.RecordFixture.update;
import static org.cloudfilm.storage.record.ResourceType.BASIC;
import static org.cloudfilm.storage.record.ResourceType.ENCOUNTER;
import static org.cloudfilm.storage.record.ResourceType.OBSERVATION;
import static org.cloudfilm.storage.record.ResourceType.PATIENT;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.index.DateInterval;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class RecordHistoryTest {

    private static final String BASIC_JSON = "{'resourceType':'Basic','code':{'text':'%s'}}";
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    static Path directory;

    static RecordFixture records;
    static Instant now = BEGIN;

    @BeforeAll
    static void start() throws Exception {
        records = new RecordFixture(directory, () -> now);
    }

    @AfterAll
    static void stop() {
        records.close();
    }

    @Test
    void history_ofLargeVersions_pagesEndEarlyAndNothingIsMissing() {
        RecordId id = id(BASIC, "large");
        for (int i = 1; i <= 6; i++) {
            String megabyte = "{'display':'" + "x".repeat(1_000_000) + "'}";
            records.write(update(id, "{'resourceType':'Basic','code':{'text':'" + i + "x','coding':["
                    + String.join(",", megabyte, megabyte, megabyte) + "]}}"));
        }
        List<Integer> versions = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            HistoryPage page = records.store.history(permit(LISHUI), new HistoryQuery(
                    Optional.empty(), Optional.of(id), Optional.empty(), Optional.empty(), after, 1000));
            assertThat(page.versions()).hasSizeLessThanOrEqualTo(3);
            page.versions().stream().map(HistoryPage.Version::record).forEach(version -> {
                assertThat(RecordFixture.text(version)).contains("\"text\":\"" + version.version() + "x\"");
                versions.add(version.version());
            });
            after = page.next();
        } while (after.isPresent());

        assertThat(versions).containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void history_ofOneRecord_newestFirstInPages() {
        RecordId id = id(BASIC, "paged");
        for (int i = 1; i <= 6; i++) {
            records.write(update(id, BASIC_JSON.formatted(i)));
        }
        records.write(delete(id));

        List<Integer> versions = new ArrayList<>();
        Optional<String> after = Optional.empty();
        int pages = 0;
        do {
            HistoryPage page = history(permit(LISHUI), new HistoryQuery(
                    Optional.of(BASIC), Optional.of(id), Optional.empty(), Optional.empty(), after, 3));
            page.versions().forEach(version -> versions.add(version.record().version()));
            after = page.next();
            pages++;
        } while (after.isPresent());

        assertThat(versions).containsExactly(7, 6, 5, 4, 3, 2, 1);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void history_sinceAndAt_versionsOfThatTime() {
        RecordId id = id(ENCOUNTER, "timed");
        Instant first = now.plus(Duration.ofDays(10));
        for (String status : List.of("planned", "arrived", "finished")) {
            now = now.plus(Duration.ofDays(10));
            records.write(update(id, "{'resourceType':'Encounter','status':'" + status + "','class':{'code':'AMB'}}"));
        }

        assertThat(versions(of(ENCOUNTER, Optional.of(first.plus(Duration.ofDays(5))), Optional.empty())))
                .containsExactly(3, 2);
        Instant second = first.plus(Duration.ofDays(10));
        assertThat(versions(of(ENCOUNTER, Optional.empty(), during(second.plus(Duration.ofDays(5)), Duration.ofSeconds(1)))))
                .containsExactly(2);
        assertThat(versions(of(ENCOUNTER, Optional.empty(), during(second.plus(Duration.ofDays(5)), Duration.ofDays(6)))))
                .containsExactly(3, 2);
        assertThat(versions(of(ENCOUNTER, Optional.empty(), during(second, Duration.ofDays(10))))).containsExactly(2);
        assertThat(versions(of(ENCOUNTER, Optional.empty(), during(first.minus(Duration.ofDays(1)), Duration.ofDays(1)))))
                .isEmpty();
        assertThat(versions(of(ENCOUNTER, Optional.empty(), during(now.plus(Duration.ofDays(99)), Duration.ofDays(1)))))
                .containsExactly(3);
        assertThat(versions(of(ENCOUNTER, Optional.empty(), Optional.empty()))).containsExactly(3, 2, 1);
    }

    @Test
    void history_ofAnotherHospitalOrWithABadToken_nothingOrRefused() {
        RecordId id = id(BASIC, "not-theirs");
        records.write(update(id, BASIC_JSON.formatted("x")));

        assertThat(history(permit(NINGBO), new HistoryQuery(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), 100)).versions()).isEmpty();
        assertThatThrownBy(() -> history(permit(LISHUI), new HistoryQuery(Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of("1.2"), 100)))
                .isInstanceOf(RecordRefusal.class);
    }

    @Test
    void read_reportMovedToAnotherPatient_theFirstPatientSeesNoneOfItsVersions() {
        PersonId li = patient("li");
        PersonId wang = patient("wang");
        RecordId id = id(OBSERVATION, "moved");
        records.write(update(id, observation("li")));
        assertThat(records.store.read(of(li), id)).isPresent();

        records.write(update(id, observation("wang")));

        assertThat(records.store.read(of(li), id)).isEmpty();
        assertThat(records.store.read(of(li), id, 1)).isEmpty();
        assertThat(records.store.read(of(wang), id)).isPresent();
        assertThat(records.store.read(of(wang), id, 1)).isEmpty();
        assertThat(versions(of(li), of(OBSERVATION, Optional.empty(), Optional.empty()))).isEmpty();
        assertThat(versions(of(wang), of(OBSERVATION, Optional.empty(), Optional.empty()))).containsExactly(2);
    }

    private static PersonId patient(String name) {
        RecordId id = id(PATIENT, name);
        records.write(update(id, "{'resourceType':'Patient','identifier':[{'system':'urn:cloudfilm:hospital:lishui:patient',"
                + "'value':'" + name + "'}],'name':[{'text':'" + name + "'}]}"));
        return JdbcClient.create(records.db.dataSource())
                .sql("select person_id from patient_record where subject = ?").param(id.key())
                .query((row, n) -> new PersonId(row.getObject(1, java.util.UUID.class))).single();
    }

    private static String observation(String patient) {
        return "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/"
                + patient + "'}}";
    }

    private static RecordPermit of(PersonId person) {
        return TestPermits.records(new Scope.OfPersons(person));
    }

    private static Optional<DateInterval> during(Instant from, Duration length) {
        return Optional.of(new DateInterval(
                ChronoUnit.MICROS.between(Instant.EPOCH, from),
                ChronoUnit.MICROS.between(Instant.EPOCH, from.plus(length))));
    }

    private static HistoryQuery of(ResourceType type, Optional<Instant> since, Optional<DateInterval> at) {
        return new HistoryQuery(Optional.of(type), Optional.empty(), since, at, Optional.empty(), 100);
    }

    private static List<Integer> versions(HistoryQuery query) {
        return versions(permit(LISHUI), query);
    }

    private static List<Integer> versions(RecordPermit permit, HistoryQuery query) {
        return history(permit, query).versions().stream().map(version -> version.record().version()).toList();
    }

    private static HistoryPage history(RecordPermit permit, HistoryQuery query) {
        return records.store.history(permit, query);
    }
}
