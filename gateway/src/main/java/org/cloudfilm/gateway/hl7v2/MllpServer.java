package org.cloudfilm.gateway.hl7v2;

import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.cloudfilm.gateway.listener.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hospitals' HL7 v2 door. Each connection runs on a virtual thread, for most wait most of the day. */
public final class MllpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MllpServer.class);
    private static final String TITLE = "HL7 v2";

    private final Hl7Settings settings;
    private final Listener<MllpConnection> listener;

    MllpServer(Hl7Settings settings, MessageDesk desk) {
        this.settings = settings;
        Semaphore large = new Semaphore(settings.largeMessages());
        this.listener = new Listener<>(
                new Listener.Place(TITLE, TITLE, settings.host(), settings.port(), 0),
                settings.maxConnections(),
                Thread.ofVirtual().name("hl7"),
                socket -> new MllpConnection(socket, desk, settings, large));
    }

    /** Binds the port and starts to accept; throws {@link UncheckedIOException} when the port cannot be had. */
    public synchronized void start() {
        if (!isListening()) {
            listener.start();
        }
    }

    public boolean isListening() {
        return listener.isListening();
    }

    /** The port bound, which is the one configured unless that was 0. */
    public int port() {
        return listener.port();
    }

    /** Accepts nothing more, lets messages being stored be answered within the stop time-out, cuts what is left. */
    @Override
    public synchronized void close() {
        if (!isListening()) {
            return;
        }
        listener.close(settings.stopTimeout());
        log.info("{} has stopped", TITLE);
    }
}
