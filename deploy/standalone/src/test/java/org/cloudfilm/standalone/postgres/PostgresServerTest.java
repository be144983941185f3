package org.cloudfilm.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    static Path unpacked;

    @TempDir
    Path directory;

    @BeforeAll
    static void unpack() {
        PostgresBinaries.unpack(unpacked);
    }

    /** Unpacking takes longer than all else a server does at its start. */
    @BeforeEach
    void linkPrograms() throws IOException {
        try (var programs = Files.list(unpacked)) {
            for (Path one : programs.toList()) {
                Files.createSymbolicLink(directory.resolve(one.getFileName()), one);
            }
        }
    }

    @Test
    void start_emptyDirectory_servesUtf8AndFlushesCommits(@TempDir Path empty) throws Exception {
        try (PostgresServer server = PostgresServer.start(empty); Connection sql = connect(server)) {
            assertThat(ask(sql, "show server_encoding")).isEqualTo("UTF8");
            assertThat(ask(sql, "show fsync")).isEqualTo("on");
            assertThat(ask(sql, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(sql, "show full_page_writes")).isEqualTo("on");
            assertThat(ask(sql, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(sql, "select datlocprovider::text || datlocale from pg_database where datname = 'postgres'"))
                    .isEqualTo("bC.UTF-8");
            assertThat(ask(sql, "select upper('é') || '䶮'")).isEqualTo("É䶮");
        }
    }

    @Test
    void start_again_findsWhatWasCommitted() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory); Connection sql = connect(server)) {
            run(sql, "create table kept as select 42 as answer");
        }
        try (PostgresServer server = PostgresServer.start(directory); Connection sql = connect(server)) {
            assertThat(ask(sql, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void connect_wrongPassword_isRefused() {
        try (PostgresServer server = PostgresServer.start(directory)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), PostgresServer.USER, "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void password_onDisk_isReadableByItsOwnerOnly() throws Exception {
        PostgresServer.start(directory).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void close_running_leavesNoProcess() throws Exception {
        PostgresServer server = PostgresServer.start(directory);
        ProcessHandle process = new Postmaster(directory.resolve("data")).alive().orElseThrow();

        server.close();
        server.close();

        assertThat(new Postmaster(directory.resolve("data")).servesOurData(process)).isFalse();
    }

    @Test
    void start_applicationWasKilled_stopsOrphanAndLosesNothing() throws Exception {
        List<ProcessHandle> orphans = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            Process application = startApplication(round);
            orphans.add(new Postmaster(directory.resolve("data")).alive().orElseThrow());
            application.destroyForcibly().waitFor();
        }
        try (PostgresServer server = PostgresServer.start(directory); Connection sql = connect(server)) {
            assertThat(ask(sql, "select string_agg(round::text, ' ' order by round) from rounds")).isEqualTo("1 2 3");
        }
        Postmaster postmaster = new Postmaster(directory.resolve("data"));
        assertThat(orphans).hasSize(3).noneMatch(postmaster::servesOurData);
    }

    @Test
    void start_postgresWasKilledToo_recovers() throws Exception {
        Process application = startApplication(1);
        application.destroyForcibly().waitFor();
        new Postmaster(directory.resolve("data")).alive().orElseThrow().destroyForcibly();

        try (PostgresServer server = PostgresServer.start(directory); Connection sql = connect(server)) {
            assertThat(ask(sql, "select round from rounds")).isEqualTo("1");
        }
    }

    @Test
    void serve_serverKilled_isStartedAgainAtTheSameAddress() throws Exception {
        Postmaster postmaster = new Postmaster(directory.resolve("data"));
        PostgresServer server = PostgresServer.start(directory);
        try (server; Connection busy = connect(server)) {
            run(busy, "create table kept (round int)");
            for (int round = 1; round <= 3; round++) {
                try (Connection sql = connectAgain(server)) {
                    run(sql, "insert into kept values (" + round + ")");
                    postmaster.alive().orElseThrow().destroyForcibly();
                }
            }
            try (Connection sql = connectAgain(server)) {
                assertThat(ask(sql, "select string_agg(round::text, ' ' order by round) from kept")).isEqualTo("1 2 3");
            }
        }
        assertThat(postmaster.all()).isEmpty();
    }

    @Test
    void serve_cannotBeStartedForAWhile_isStartedOnceItCan() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory)) {
            String version = Files.readString(directory.resolve("data/PG_VERSION"));
            Files.writeString(directory.resolve("data/PG_VERSION"), "9\n");
            new Postmaster(directory.resolve("data")).alive().orElseThrow().destroyForcibly();
            while (!serverSaid("incompatible")) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            Files.writeString(directory.resolve("data/PG_VERSION"), version);

            try (Connection sql = connectAgain(server)) {
                assertThat(ask(sql, "select 1")).isEqualTo("1");
            }
        }
    }

    /** In its log of the last start, which is deleted before the next. */
    private boolean serverSaid(String what) throws IOException {
        try {
            return Files.readString(directory.resolve("server.log")).contains(what);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** As a pool does: until it is there. */
    private static Connection connectAgain(PostgresServer server) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return connect(server);
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    @Test
    void start_pidOfAnotherProgramInPidFile_isNotMistakenForAServer() throws Exception {
        PostgresServer.start(directory).close();
        Files.writeString(directory.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        try (PostgresServer server = PostgresServer.start(directory); Connection sql = connect(server)) {
            assertThat(ask(sql, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void start_damagedCluster_saysWhatPostgresSaid() throws Exception {
        PostgresServer.start(directory).close();
        Files.writeString(directory.resolve("data/PG_VERSION"), "9\n");

        assertThatThrownBy(() -> PostgresServer.start(directory))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("database files are incompatible with server");
    }

    /** Another JVM that starts the server, commits a row and then waits to be killed. */
    private Process startApplication(int round) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"),
                        Application.class.getName(), directory.toString(), Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.lines().anyMatch("committed"::equals)).isTrue();
        return process;
    }

    static final class Application {

        public static void main(String[] args) throws Exception {
            PostgresServer server = PostgresServer.start(Path.of(args[0]));
            try (Connection sql = connect(server)) {
                run(sql, "create table if not exists rounds (round int)");
                run(sql, "insert into rounds values (" + args[1] + ")");
                System.out.println("committed");
                Thread.currentThread().join();
            }
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), PostgresServer.USER, server.password());
    }

    private static void run(Connection sql, String statement) throws SQLException {
        try (var prepared = sql.createStatement()) {
            prepared.execute(statement);
        }
    }

    private static String ask(Connection sql, String question) throws SQLException {
        try (var statement = sql.createStatement(); ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
