package org.cloudfilm.storage.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

/**
 * Runs statements by the plan that PostgreSQL keeps for them. Left to itself it plans anew wherever statistics make a
 * value look better than the average one; for a statement of many tables that costs milliseconds, ten times its work.
 */
public final class KeptPlan {

    private final JdbcTemplate sql;

    public KeptPlan(DataSource dataSource) {
        this.sql = new JdbcTemplate(dataSource);
    }

    /** A statement with question marks as it is to be prepared; run by {@link #execute}. */
    public static String text(String statement) {
        // the three go in one message, and should the second fail, the first is undone with it
        return "set plan_cache_mode = force_generic_plan; " + statement + "; reset plan_cache_mode";
    }

    /** What the one query among the prepared statements finds. */
    public static ResultSet execute(PreparedStatement prepared) throws SQLException {
        boolean isResult = prepared.execute();
        while (!isResult) {
            isResult = prepared.getMoreResults();
        }
        return prepared.getResultSet();
    }

    /** A statement with named parameters (:name), taken apart once. */
    public final class Named {

        private final ParsedSql parsed;
        private final String statement;

        private Named(String text) {
            this.parsed = NamedParameterUtils.parseSqlStatement(text);
            this.statement = NamedParameterUtils.substituteNamedParameters(parsed, null);
        }

        /** Joins the caller's transaction. */
        public <T> List<T> query(Map<String, ?> values, RowMapper<T> mapper) {
            Object[] inOrder = NamedParameterUtils.buildValueArray(parsed, new MapSqlParameterSource(values), null);
            return KeptPlan.this.query(statement, Arrays.asList(inOrder), mapper);
        }
    }

    public Named named(String statement) {
        return new Named(statement);
    }

    /** Joins the caller's transaction. */
    public <T> List<T> query(String statement, List<Object> values, RowMapper<T> mapper) {
        return sql.execute(text(statement), (PreparedStatement prepared) -> {
            for (int i = 0; i < values.size(); i++) {
                prepared.setObject(i + 1, values.get(i));
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet result = execute(prepared)) {
                while (result.next()) {
                    rows.add(mapper.mapRow(result, rows.size()));
                }
            }
            return rows;
        });
    }
}
