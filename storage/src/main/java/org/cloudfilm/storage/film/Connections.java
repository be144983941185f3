package org.cloudfilm.storage.film;

import java.sql.Connection;
import java.sql.SQLException;

/** How the catalogue runs a few statements as one, and cleans up after itself when they fail. */
final class Connections {

    private Connections() {}

    interface Work<T> {
        T run() throws SQLException;
    }

    static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (Throwable e) {
            // errors too: what is still open would be committed by the change to automatic commits
            try {
                connection.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        } finally {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }
}
