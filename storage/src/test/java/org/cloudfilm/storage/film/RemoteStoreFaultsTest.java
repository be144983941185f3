package org.cloudfilm.storage.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.cloudfilm.storage.object.FaultyWire;
import org.cloudfilm.storage.object.FaultyWire.Fault;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreException;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.object.S3Service;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An S3 store that is overloaded or hangs while films come in and are read. */
@Timeout(120)
class RemoteStoreFaultsTest {

    private static final int FOR_EVER = Integer.MAX_VALUE;

    @TempDir
    Path directory;

    private TestDatabase db;
    private S3Service s3;
    private FaultyWire wire;
    private ObjectStore store;
    private ArchiveFixture films;

    @BeforeEach
    void archiveBehindAWire() throws Exception {
        db = TestDatabase.create();
        s3 = new S3Service();
        wire = new FaultyWire(s3.port());
        store = ObjectStores.open(
                S3Service.settings(wire.port(), S3Service.BUCKET, S3Service.ACCESS_KEY, S3Service.SECRET_KEY));
        films = new ArchiveFixture(db, directory, store).start();
    }

    @AfterEach
    void stop() throws Exception {
        films.close();
        store.close();
        wire.close();
        s3.close();
        db.close();
    }

    @Test
    void ship_storeAnswers503_filmsComeInAndAreReadFromHereUntilItIsBack() throws Exception {
        wire.breakWith(Fault.BUSY, FOR_EVER, request -> true);
        films.store(Samples.slice(1, 1, 1));
        films.archive.sealNow();
        while (wire.faultsSeen() < 2) {
            Thread.onSpinWait();
        }

        assertThat(films.store(Samples.slice(1, 1, 2))).isInstanceOf(StoreOutcome.Stored.class);
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 1));
        assertThat(films.archive.pending()).isPositive();
        wire.breakWith(Fault.BUSY, 0, request -> false);

        films.sealAndShip();
        assertAllAreThere();
    }

    @Test
    void seal_storeHangs_segmentsAreClosedAllTheSame() throws Exception {
        wire.breakWith(Fault.SILENT, FOR_EVER, request -> true);
        for (int study = 1; study <= 6; study++) {
            films.store(Samples.slice(study, 1, 1));
        }
        films.archive.sealNow();

        while (count("sealed") < 6 || OpenFiles.below(films.settings.directory()) > 2) {
            Thread.sleep(5);
        }
        assertThat(films.store(Samples.slice(1, 1, 2))).isInstanceOf(StoreOutcome.Stored.class);
        wire.breakWith(Fault.SILENT, 0, request -> false);

        films.sealAndShip();
        assertAllAreThere();
    }

    @Test
    void read_storeHangsOrAnswers503_failsClearlyAndWorksAgain() throws Exception {
        films.store(Samples.slice(1, 1, 1));
        films.store(Samples.slice(1, 1, 2));
        films.sealAndShip();
        while (OpenFiles.below(films.settings.directory()) > 0 || films.settings.directory().toFile().list().length > 0) {
            Thread.sleep(5);
        }
        StoredInstance stored = films.instances(1).getFirst();

        for (Fault fault : new Fault[] {Fault.SILENT, Fault.BUSY}) {
            wire.breakWith(fault, FOR_EVER, request -> request.startsWith("GET"));
            assertThatThrownBy(() -> films.part10(stored))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(ObjectStoreException.class);
            assertThat(films.store(Samples.slice(2, 1, fault.ordinal() + 1))).isInstanceOf(StoreOutcome.Stored.class);
        }
        wire.breakWith(Fault.BUSY, 0, request -> false);

        films.sealAndShip();
        assertAllAreThere();
    }

    private void assertAllAreThere() throws Exception {
        assertThat(films.instances(1)).hasSize(2);
        assertThat(films.dataset(films.instances(1).getFirst())).isEqualTo(Samples.slice(1, 1, 1));
        assertThat(films.dataset(films.instances(1).getLast())).isEqualTo(Samples.slice(1, 1, 2));
        assertThat(new VerifyArchive(db.dataSource(), films.store, films.settings).run().problems()).isEmpty();
    }

    private long count(String state) {
        return JdbcClient.create(db.dataSource()).sql("select count(*) from pack where state = ?").param(state)
                .query(Long.class).single();
    }
}
