package org.cloudfilm.storage.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A fresh, migrated database on a real PostgreSQL that is started once per JVM. Use one per test class and close it:
 *
 * <pre>{@code static final TestDatabase db = TestDatabase.create();}</pre>
 */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String name;
    private final HikariDataSource pool;

    private TestDatabase(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
    }

    public static TestDatabase create() {
        String name = "test_" + COUNTER.incrementAndGet();
        try (Connection admin = Server.INSTANCE.getPostgresDatabase().getConnection()) {
            admin.createStatement().execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a test database", e);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Server.INSTANCE.getJdbcUrl("postgres", name));
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(5_000);
        HikariDataSource pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).load().migrate();
        return new TestDatabase(name, pool);
    }

    public DataSource dataSource() {
        return pool;
    }

    /** For child processes of a test. User {@code postgres}, no password. */
    public String jdbcUrl() {
        return Server.INSTANCE.getJdbcUrl("postgres", name);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static final class Server {

        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
