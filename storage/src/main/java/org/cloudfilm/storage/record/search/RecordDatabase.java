package org.cloudfilm.storage.record.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.cloudfilm.storage.sql.KeptPlan;
import org.postgresql.PGStatement;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Runs statements on the thread's transaction, or on a connection of their own, each within the time allowed. */
final class RecordDatabase {

    private static final String CANCELLED = "57014";

    /** Class of SQL states: a zero character in a text, a sort key that is none in a page token. */
    private static final String DATA = "22";

    private final DataSource dataSource;
    private final int seconds;

    RecordDatabase(DataSource dataSource, Duration timeout) {
        this.dataSource = dataSource;
        this.seconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * @param planEachTime by the values, which costs about a millisecond; else PostgreSQL keeps a plan
     * @throws org.cloudfilm.storage.record.RecordRefusal TOO_COSTLY when the time is over
     */
    <T> List<T> query(Sql sql, boolean planEachTime, RowReader<T> reader) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(planEachTime ? sql.text() : KeptPlan.text(sql.text()))) {
            statement.setQueryTimeout(seconds);
            if (planEachTime) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
            for (int i = 0; i < sql.values().size(); i++) {
                statement.setObject(i + 1, sql.values().get(i));
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = KeptPlan.execute(statement)) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            if (CANCELLED.equals(e.getSQLState())) {
                throw Bad.costly("", "the search took longer than " + seconds + " s: narrow it down");
            }
            if (String.valueOf(e.getSQLState()).startsWith(DATA)) {
                throw Bad.query("", "a value of the search is nothing that can be compared");
            }
            throw new DataAccessResourceFailureException("records cannot be searched", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
