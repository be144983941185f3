package org.cloudfilm.gateway.dimse;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cloudfilm.gateway.testing.InMemoryFilms;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;

/** A DICOM server on a free loopback port, its archive in memory. */
final class TestScp implements AutoCloseable {

    static final Hospitals HOSPITALS = new Hospitals(List.of(
            new Hospital(new HospitalId("lishui"), "丽水", "Lishui", List.of("LISHUI", "LISHUI2"), List.of()),
            new Hospital(
                    new HospitalId("elsewhere"), "别处", "Elsewhere", List.of("ELSEWHERE"), List.of("192.0.2.0/24"))));

    static final DicomSettings PATIENT = settings(10, Duration.ofSeconds(30), Duration.ofSeconds(30));

    final InMemoryFilms films = new InMemoryFilms();
    final Trail trail = new Trail();
    final DicomServer server;

    TestScp() {
        this(PATIENT);
    }

    TestScp(DicomSettings settings) {
        server = new DicomServer(settings, HOSPITALS, films, trail, Clock.systemUTC());
        server.start();
    }

    static DicomSettings settings(int maxAssociations, Duration artim, Duration idle) {
        return new DicomSettings(
                "CLOUDFILM", "127.0.0.1", 0, maxAssociations, 32 << 10, artim, idle, Duration.ofSeconds(10), 0);
    }

    int port() {
        return server.port();
    }

    /** Waits for what another thread is about to do. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen within 30 s");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
