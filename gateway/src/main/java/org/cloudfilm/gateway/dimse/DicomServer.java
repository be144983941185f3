package org.cloudfilm.gateway.dimse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.cloudfilm.gateway.intake.StoreSession;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.hospital.Hospitals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hospitals' DICOM door: listens, and runs each connection on a thread of its own. */
public final class DicomServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DicomServer.class);

    /** Connections beyond the associations, which are told why they cannot have one. */
    private static final int SPARE_CONNECTIONS = 64;

    private static final int BACKLOG = 128;
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(200);

    private final DicomSettings settings;
    private final FilmIntake films;
    private final AuditTrail audit;
    private final Clock clock;
    private final Negotiation negotiation;
    private final Semaphore admission;
    private final Set<Association> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;

    public DicomServer(
            DicomSettings settings, Hospitals hospitals, FilmIntake films, AuditTrail audit, Clock clock) {
        this.settings = settings;
        this.films = films;
        this.audit = audit;
        this.clock = clock;
        this.negotiation = new Negotiation(settings.aeTitle(), hospitals);
        this.admission = new Semaphore(settings.maxAssociations());
    }

    /** Binds the port and starts to accept; throws {@link UncheckedIOException} when the port cannot be had. */
    public synchronized void start() {
        if (isListening()) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            try {
                // only what is set before the connection is made can widen its window
                if (settings.receiveBuffer() > 0) {
                    socket.setReceiveBufferSize(settings.receiveBuffer());
                }
                socket.bind(address(), BACKLOG);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            listener = socket;
            Thread.ofPlatform().name("dicom-accept").start(() -> accept(socket));
            Thread.ofVirtual().name("dicom-watch").start(() -> watch(socket));
            log.info("{} listens on {}", settings.aeTitle(), socket.getLocalSocketAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for DICOM on port " + settings.port(), e);
        }
    }

    private InetSocketAddress address() throws IOException {
        return settings.host().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
    }

    public boolean isListening() {
        ServerSocket socket = listener;
        return socket != null && !socket.isClosed();
    }

    /** The port bound, which is the one configured unless that was 0. */
    public int port() {
        return listener.getLocalPort();
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
        try {
            listener.close();
        } catch (IOException e) {
            log.warn("listener cannot be closed", e);
        }
        connections.forEach(Association::stop);
        if (!awaitNoConnections(settings.stopTimeout())) {
            log.warn("{} connections did not end in time and are cut", connections.size());
            connections.forEach(Association::close);
            awaitNoConnections(settings.stopTimeout());
        }
        log.info("{} has stopped", settings.aeTitle());
    }

    private boolean awaitNoConnections(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (connections) {
            try {
                while (!connections.isEmpty()) {
                    long millis = (deadline - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        return false;
                    }
                    connections.wait(millis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (connections.size() >= settings.maxAssociations() + SPARE_CONNECTIONS) {
                    log.warn("connection from {} dropped: too many", connection.getInetAddress());
                    connection.close();
                } else {
                    serve(new Association(connection, this), socket);
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.warn("cannot accept a connection", e);
                    // out of file descriptors, most likely: trying again at once would only fill the log
                    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                }
            }
        }
    }

    /**
     * Platform threads: their number is bounded, they hash and write to disk more than they wait, and they wake faster
     * for the many small turns of a DIMSE conversation.
     */
    private void serve(Association association, ServerSocket socket) {
        connections.add(association);
        if (socket.isClosed()) {
            association.stop();
        }
        Thread.ofPlatform().name("dicom").start(() -> {
            try {
                association.run();
            } finally {
                connections.remove(association);
                synchronized (connections) {
                    connections.notifyAll();
                }
            }
        });
    }

    private void watch(ServerSocket socket) {
        while (!socket.isClosed() || !connections.isEmpty()) {
            try {
                Thread.sleep(WATCH_INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            connections.forEach(association -> association.closeIfStuck(now));
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
