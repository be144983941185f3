package org.cloudfilm.gateway.hl7v2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hospitals' HL7 v2 door: listens, and runs each connection on a virtual thread, for most wait most of the day. */
public final class MllpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MllpServer.class);
    private static final int BACKLOG = 128;
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(200);

    private final Hl7Settings settings;
    private final MessageDesk desk;
    private final Semaphore large;
    private final Set<MllpConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;

    MllpServer(Hl7Settings settings, MessageDesk desk) {
        this.settings = settings;
        this.desk = desk;
        this.large = new Semaphore(settings.largeMessages());
    }

    /** Binds the port and starts to accept; throws {@link UncheckedIOException} when the port cannot be had. */
    public synchronized void start() {
        if (isListening()) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(address(), BACKLOG);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            listener = socket;
            Thread.ofPlatform().name("hl7-accept").start(() -> accept(socket));
            log.info("HL7 v2 listens on {}", socket.getLocalSocketAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for HL7 v2 on port " + settings.port(), e);
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

    /** Accepts nothing more, lets messages being stored be answered within the stop time-out, cuts what is left. */
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
        connections.forEach(connection -> quietly(connection::stop));
        if (!awaitNoConnections()) {
            log.warn("{} connections did not end in time and are cut", connections.size());
            connections.forEach(connection -> quietly(connection::close));
        }
        log.info("HL7 v2 has stopped");
    }

    private boolean awaitNoConnections() {
        long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
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
                if (connections.size() >= settings.maxConnections()) {
                    log.warn("connection from {} dropped: too many", connection.getInetAddress().getHostAddress());
                    connection.close();
                } else {
                    serve(new MllpConnection(connection, desk, settings, large), socket);
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

    private void serve(MllpConnection connection, ServerSocket socket) {
        connections.add(connection);
        if (socket.isClosed()) {
            quietly(connection::close);
        }
        Thread.ofVirtual().name("hl7").start(() -> {
            try {
                connection.run();
            } finally {
                connections.remove(connection);
                synchronized (connections) {
                    connections.notifyAll();
                }
            }
        });
    }

    private interface Closing {
        void run() throws IOException;
    }

    private static void quietly(Closing closing) {
        try {
            closing.run();
        } catch (IOException e) {
            log.debug("connection cannot be closed", e);
        }
    }
}
