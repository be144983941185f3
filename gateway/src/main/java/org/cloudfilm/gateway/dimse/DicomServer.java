package org.cloudfilm.gateway.dimse;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.cloudfilm.gateway.intake.StoreSession;
import org.cloudfilm.gateway.listener.Listener;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.hospital.Hospitals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hospitals' DICOM door. Each connection runs on a thread of its own. */
public final class DicomServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DicomServer.class);

    /** Connections beyond the associations, which are told why they cannot have one. */
    private static final int SPARE_CONNECTIONS = 64;

    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    private final DicomSettings settings;
    private final FilmIntake films;
    private final AuditTrail audit;
    private final Clock clock;
    private final Negotiation negotiation;
    private final Semaphore admission;
    private final Listener<Association> listener;

    public DicomServer(
            DicomSettings settings, Hospitals hospitals, FilmIntake films, AuditTrail audit, Clock clock) {
        this.settings = settings;
        this.films = films;
        this.audit = audit;
        this.clock = clock;
        this.negotiation = new Negotiation(settings.aeTitle(), hospitals);
        this.admission = new Semaphore(settings.maxAssociations());
        // platform threads: their number is bounded, they hash and write to disk more than they wait, and they wake
        // faster for the many small turns of a DIMSE conversation
        this.listener = new Listener<>(
                new Listener.Place(
                        "DICOM", settings.aeTitle(), settings.host(), settings.port(), settings.receiveBuffer()),
                settings.maxAssociations() + SPARE_CONNECTIONS,
                Thread.ofPlatform().name("dicom"),
                socket -> new Association(socket, this));
    }

    /** Binds the port and starts to accept; throws {@link UncheckedIOException} when the port cannot be had. */
    public synchronized void start() {
        if (isListening()) {
            return;
        }
        listener.start();
        Thread.ofVirtual().name("dicom-watch").start(this::watch);
    }

    public boolean isListening() {
        return listener.isListening();
    }

    /** The port bound, which is the one configured unless that was 0. */
    public int port() {
        return listener.port();
    }

    /** What peers have to call. */
    public String aeTitle() {
        return settings.aeTitle();
    }

    /**
     * Accepts nothing more, lets instances in flight be finished and answered within the stop time-out, aborts what is
     * then left. Returns when every connection has ended.
     */
    @Override
    public synchronized void close() {
        if (!isListening()) {
            return;
        }
        listener.close(settings.stopTimeout());
        listener.awaitNoConnections(settings.stopTimeout());
        log.info("{} has stopped", settings.aeTitle());
    }

    private void watch() {
        while (listener.isListening() || listener.hasConnections()) {
            try {
                Thread.sleep(WATCH_INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            listener.forEach(association -> association.closeIfStuck(now));
        }
    }

    DicomSettings settings() {
        return settings;
    }

    Negotiation negotiation() {
        return negotiation;
    }

    Semaphore admission() {
        return admission;
    }

    StoreSession openSession(Arrival arrival) {
        return new StoreSession(films, audit, clock, arrival, arrival.sender());
    }
}
