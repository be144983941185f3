package org.cloudfilm.storage.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the database that persons were merged or parted, in whichever process, and tells who must forget what it
 * thought of them. Without a connection nothing is heard: then it says so over and over, so that nothing is remembered
 * for longer than a second. Keeps one connection and one thread.
 */
public final class PersonsMoved implements AutoCloseable {

    static final String CHANNEL = "cloudfilm_persons_moved";

    private static final Logger log = LoggerFactory.getLogger(PersonsMoved.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int WAIT_MILLIS = 500;

    private final DataSource dataSource;
    private final Runnable forget;
    private final Thread listener;
    private volatile boolean closed;

    private PersonsMoved(DataSource dataSource, Runnable forget) {
        this.dataSource = dataSource;
        this.forget = forget;
        this.listener = Thread.ofPlatform().daemon().name("persons-moved").unstarted(this::listen);
    }

    /** @param forget called soon after each move, and whenever one may have been missed; must not throw */
    public static PersonsMoved tell(DataSource dataSource, Runnable forget) {
        PersonsMoved moved = new PersonsMoved(dataSource, forget);
        moved.listener.start();
        return moved;
    }

    private void listen() {
        boolean heard = true;
        while (!closed) {
            try (Connection connection = dataSource.getConnection()) {
                hear(connection);
                heard = true;
            } catch (SQLException | RuntimeException e) {
                if (heard && !closed) {
                    log.warn("merges of persons are not heard for the moment: {}", e.getClass().getSimpleName());
                }
                heard = false;
                forget.run();
                pause();
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        forget.run();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            PGNotification[] moves = postgres.getNotifications(WAIT_MILLIS);
            if (moves != null && moves.length > 0) {
                forget.run();
            }
        }
        // others get the connection from the pool
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten *");
        }
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
