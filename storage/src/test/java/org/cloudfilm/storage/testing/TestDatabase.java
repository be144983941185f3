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
 * A fresh, migrated database on a real PostgreSQL that is started once per JVM; migrated once too, and copied from then
 * on. Use one per test class and close it:
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
        create(name, Server.MIGRATED);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Server.INSTANCE.getJdbcUrl("postgres", name));
        config.setMaximumPoolSize(16);
        config.setMinimumIdle(0);
        // many threads share few connections here, and the machine with others
        config.setConnectionTimeout(60_000);
        return new TestDatabase(name, new HikariDataSource(config));
    }

    private static void create(String name, String template) {
        try (Connection admin = Server.INSTANCE.getPostgresDatabase().getConnection()) {
            admin.createStatement().execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a test database", e);
        }
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
        static final String MIGRATED = migrated();

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

        /** A database that nobody is connected to, as a template must be. */
        private static String migrated() {
            create("migrated", "template1");
            Flyway.configure().dataSource(INSTANCE.getJdbcUrl("postgres", "migrated"), "postgres", null).load().migrate();
            return "migrated";
        }
    }
}
