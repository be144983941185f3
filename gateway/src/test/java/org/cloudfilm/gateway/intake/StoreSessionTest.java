package org.cloudfilm.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.cloudfilm.gateway.testing.Ct;
import org.cloudfilm.gateway.testing.InMemoryFilms;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.StoreOutcome;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.dicom.DicomWriter;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.storage.hospital.HospitalId;
import org.junit.jupiter.api.Test;

class StoreSessionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Arrival ARRIVAL = new Arrival(new HospitalId("lishui"), Arrival.Via.DIMSE, "LISHUI");

    private final InMemoryFilms films = new InMemoryFilms();
    private final Trail trail = new Trail();
    private final StoreSession session =
            new StoreSession(films, trail, Clock.fixed(NOW, ZoneOffset.UTC), ARRIVAL, "LISHUI");

    @Test
    void close_twoStudies_oneEntryEachWithItsCounts() {
        store(Ct.dataSet(1, 8), Announced.NOTHING);
        store(Ct.dataSet(2, 8), Announced.NOTHING);
        store(Ct.dataSet(2, 8), Announced.NOTHING);
        store(ofStudy(3, "2.25.1002"), Announced.NOTHING);
        session.close();
        assertThat(trail.entries())
                .containsExactlyInAnyOrder(
                        entry(Ct.STUDY, "done", "DIMSE: 2 stored, 1 already here"),
                        entry("2.25.1002", "done", "DIMSE: 1 stored"));
    }

    @Test
    void close_twice_auditedOnce() {
        store(Ct.dataSet(1, 8), Announced.NOTHING);
        session.close();
        session.close();
        assertThat(trail.entries()).hasSize(1);
    }

    @Test
    void close_nothingKept_failed() {
        store(new byte[] {1, 2, 3}, Announced.NOTHING);
        films.refuseWith(StoreOutcome.Reason.OUT_OF_RESOURCES, "disk");
        store(Ct.dataSet(1, 8), Announced.NOTHING);
        session.close();
        assertThat(trail.entries())
                .containsExactlyInAnyOrder(
                        entry(null, "failed", "DIMSE: 1 refused"), entry(Ct.STUDY, "failed", "DIMSE: 1 failed"));
    }

    @Test
    void finish_anotherStudyThanAnnounced_notCommitted() {
        Announced announced =
                new Announced(Optional.empty(), Optional.empty(), Optional.of(new StudyUid("2.25.999")));
        assertThat(store(Ct.dataSet(1, 8), announced))
                .isEqualTo(new Verdict.NotAsAnnounced(Ct.ids(1), Announced.Discrepancy.STUDY));
        assertThat(films.kept()).isEmpty();
        assertThat(films.open()).isZero();
    }

    @Test
    void finish_archiveThrows_failedAndClosed() {
        films.breakDown();
        assertThat(store(Ct.dataSet(1, 8), Announced.NOTHING)).isEqualTo(new Verdict.Failed(Optional.of(Ct.ids(1))));
        assertThat(films.open()).isZero();
        assertThat(session.tally().failed()).isEqualTo(1);
    }

    @Test
    void close_unfinished_countedAsCutShort() {
        try (IncomingInstance instance = session.begin(TransferSyntax.EXPLICIT_VR_LE, Announced.NOTHING)) {
            instance.write(Ct.dataSet(1, 8), 0, 40);
        }
        assertThat(session.tally()).hasToString("1 cut short");
        assertThat(session.tally().bytes()).isEqualTo(40);
        assertThat(films.open()).isZero();
    }

    @Test
    void close_trailBroken_doesNotThrow() {
        StoreSession unaudited = new StoreSession(
                films,
                entry -> {
                    throw new IllegalStateException("no database");
                },
                Clock.systemUTC(),
                ARRIVAL,
                "LISHUI");
        store(unaudited, Ct.dataSet(1, 8), Announced.NOTHING);
        assertThatCode(unaudited::close).doesNotThrowAnyException();
    }

    /** A sender that never releases must not fill the memory with its books. */
    @Test
    void record_thousandsOfStudies_auditedOnTheWay() {
        for (int study = 1; study <= 1200; study++) {
            store(ofStudy(study, "2.25.7." + study), Announced.NOTHING);
        }
        assertThat(trail.entries()).hasSizeBetween(1000, 1200);
        session.close();
        assertThat(trail.entries()).hasSize(1200);
    }

    private static AuditEntry entry(String study, String outcome, String counts) {
        return new AuditEntry(NOW, "LISHUI", "lishui", "store", study, null, outcome, counts);
    }

    private static byte[] ofStudy(int number, String study) {
        return DicomWriter.bytes(
                Ct.slice(number, 4).put(0x0020000D, Vr.UI, study).build(), TransferSyntax.EXPLICIT_VR_LE);
    }

    private Verdict store(byte[] dataSet, Announced announced) {
        return store(session, dataSet, announced);
    }

    private static Verdict store(StoreSession session, byte[] dataSet, Announced announced) {
        try (IncomingInstance instance = session.begin(TransferSyntax.EXPLICIT_VR_LE, announced)) {
            instance.write(dataSet, 0, dataSet.length);
            return instance.finish();
        }
    }
}
