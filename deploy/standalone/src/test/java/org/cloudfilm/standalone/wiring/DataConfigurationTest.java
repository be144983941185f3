package org.cloudfilm.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.standalone.postgres.PostgresServer;
import org.cloudfilm.standalone.settings.CloudfilmSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever logs the exception of a failed statement (pools, transactions, pages) must not log a patient with it. */
class DataConfigurationTest {

    @TempDir
    static Path directory;

    static PostgresServer server;
    static HikariDataSource pool;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(directory);
        pool = new DataConfiguration().dataSource(settings(), new DatabaseServer(Optional.of(server)));
    }

    @AfterAll
    static void stop() {
        pool.close();
        server.close();
    }

    @Test
    void batch_oneRowIsRefused_exceptionTellsTheReasonAndNotTheRow() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.createStatement().execute("create temporary table resident (name text primary key)");
            PreparedStatement insert = connection.prepareStatement("insert into resident values (?)");
            for (int times = 0; times < 2; times++) {
                insert.setString(1, "张三");
                insert.addBatch();
            }

            assertThat(said(catchThrowable(insert::executeBatch)))
                    .contains("duplicate key value violates unique constraint")
                    .doesNotContain("张三");
        }
    }

    @Test
    void statement_columnIsMissing_exceptionDoesNotQuoteTheRow() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.createStatement().execute("create temporary table visit (name text, ward text not null)");
            PreparedStatement insert = connection.prepareStatement("insert into visit (name) values (?)");
            insert.setString(1, "李四");

            assertThat(said(catchThrowable(insert::execute))).contains("ward").doesNotContain("李四");
        }
    }

    /** An SQLException's own words, and those of all its causes and next ones. */
    private static String said(Throwable refused) {
        StringBuilder said = new StringBuilder();
        ((SQLException) refused).forEach(said::append);
        return said.toString();
    }

    private static CloudfilmSettings settings() {
        return new CloudfilmSettings(directory, URI.create("http://localhost:8080"),
                new CloudfilmSettings.Database("", "", "", 4),
                new CloudfilmSettings.Objects("", "cloudfilm", "us-east-1", "", "", ""),
                new CloudfilmSettings.Oidc("", "cloudfilm", "cloudfilm-web", Duration.ofHours(1)),
                new CloudfilmSettings.Demo(false), List.of());
    }
}
