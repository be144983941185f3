package org.cloudfilm.gateway.listener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a port and runs each connection on a thread of its own, within a number of them. */
public final class Listener<C extends Listener.Connection> {

    private static final Logger log = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 128;
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(200);

    private final Place place;
    private final int most;
    private final Thread.Builder threads;
    private final Function<Socket, C> connect;
    private final Set<C> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;

    /** A peer that is being served. */
    public interface Connection extends Runnable {

        /** Serves the peer to its end, and lets the socket go however that comes. */
        @Override
        void run();

        /** Lets what is being done be finished and answered, then ends. */
        void stop() throws IOException;

        /** Cuts the connection. */
        void close() throws IOException;
    }

    /**
     * Where to listen, and by what names.
     *
     * @param protocol      as an error names it
     * @param title         as the log names the door
     * @param host          empty for all addresses
     * @param port          0 for any that is free
     * @param receiveBuffer in bytes; 0 for the system's own
     */
    public record Place(String protocol, String title, String host, int port, int receiveBuffer) {

        private ServerSocket bind() throws IOException {
            ServerSocket socket = new ServerSocket();
            try {
                // only what is set before the connection is made can widen its window
                if (receiveBuffer > 0) {
                    socket.setReceiveBufferSize(receiveBuffer);
                }
                socket.bind(
                        host.isEmpty()
                                ? new InetSocketAddress(port)
                                : new InetSocketAddress(InetAddress.getByName(host), port),
                        BACKLOG);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }
    }

    /**
     * @param most    connections at once; those beyond are dropped
     * @param threads that connections run on
     * @param connect makes the connection of an accepted socket
     */
    public Listener(Place place, int most, Thread.Builder threads, Function<Socket, C> connect) {
        this.place = place;
        this.most = most;
        this.threads = threads;
        this.connect = connect;
    }

    /** Binds the port and starts to accept; throws {@link UncheckedIOException} when the port cannot be had. */
    public void start() {
        try {
            ServerSocket socket = place.bind();
            listener = socket;
            Thread.ofPlatform().name("accept-" + place.protocol()).start(() -> accept(socket));
            log.info("{} listens on {}", place.title(), socket.getLocalSocketAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for " + place.protocol() + " on port " + place.port(), e);
        }
    }

    public boolean isListening() {
        ServerSocket socket = listener;
        return socket != null && !socket.isClosed();
    }

    /** The port bound, which is the one configured unless that was 0. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Accepts nothing more, lets connections end within the limit, cuts what is left. */
    public void close(Duration limit) {
        try {
            listener.close();
        } catch (IOException e) {
            log.warn("listener cannot be closed", e);
        }
        connections.forEach(connection -> quietly(connection::stop));
        if (!awaitNoConnections(limit)) {
            log.warn("{} connections did not end in time and are cut", connections.size());
            connections.forEach(connection -> quietly(connection::close));
        }
    }

    /** False when there still are connections after that time. */
    public boolean awaitNoConnections(Duration limit) {
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

    public boolean hasConnections() {
        return !connections.isEmpty();
    }

    public void forEach(Consumer<C> each) {
        connections.forEach(each);
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                take(socket.accept(), socket);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.warn("cannot accept a connection", e);
                    // out of file descriptors, most likely: trying again at once would only fill the log
                    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                }
            }
        }
    }

    /** Whatever becomes of one connection, the next is accepted. */
    private void take(Socket accepted, ServerSocket socket) {
        if (connections.size() >= most) {
            log.warn("connection from {} dropped: too many", accepted.getInetAddress().getHostAddress());
            quietly(accepted::close);
            return;
        }
        try {
            serve(connect.apply(accepted), socket);
        } catch (RuntimeException | Error e) {
            log.error("connection from {} dropped", accepted.getInetAddress().getHostAddress(), e);
            quietly(accepted::close);
        }
    }

    private void serve(C connection, ServerSocket socket) {
        connections.add(connection);
        if (socket.isClosed()) {
            quietly(connection::stop);
        }
        try {
            threads.start(() -> {
                try {
                    connection.run();
                } finally {
                    ended(connection);
                }
            });
        } catch (Error e) {
            // the system has no thread left
            ended(connection);
            throw e;
        }
    }

    private void ended(C connection) {
        connections.remove(connection);
        synchronized (connections) {
            connections.notifyAll();
        }
    }

    private interface Ending {
        void run() throws IOException;
    }

    private static void quietly(Ending ending) {
        try {
            ending.run();
        } catch (IOException e) {
            log.debug("connection cannot be closed", e);
        }
    }
}
