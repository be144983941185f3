package org.cloudfilm.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.cloudfilm.standalone.postgres.PostgresCommand.Result;
import org.cloudfilm.standalone.start.FreePort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server that lives as long as this object: on loopback, with a random password, every commit flushed.
 * A server left behind by a killed application is stopped before a new one starts on the same data; one that ends
 * without being told to is started again, at the same address. The caller must make sure that only one application at a
 * time uses the directory.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String USER = "cloudfilm";

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration INIT_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String NO_NAMESPACE = "PostgreSQL does not run as root and user namespaces are not allowed "
            + "here: start Cloudfilm as another user, or give it a database with CLOUDFILM_DATABASE_URL";
    private static final int ATTEMPTS = 5;
    private static final int LOG_TAIL = 15;

    private final Path data;
    private final Path serverLog;
    private final String password;
    private final PostgresBinaries binaries;
    private final PostgresCommand command;
    private final Postmaster postmaster;
    private final KeepRunning watch = new KeepRunning(this::isRunning, this::startAgain);
    private int port;

    private PostgresServer(Path directory) throws IOException {
        this.data = directory.resolve("data");
        this.serverLog = directory.resolve("server.log");
        Files.createDirectories(directory);
        this.password = password(directory.resolve("password"));
        this.binaries = PostgresBinaries.unpack(directory);
        this.command = new PostgresCommand(directory);
        this.postmaster = new Postmaster(data);
    }

    /** Starts a server on the data in {@code directory}, made when missing. Returns when it takes connections. */
    public static PostgresServer start(Path directory) {
        try {
            PostgresServer server = new PostgresServer(directory.toAbsolutePath());
            server.initialise(directory.toAbsolutePath());
            server.stopOrphan();
            server.startListening(FreePort::find);
            server.watch.start();
            return server;
        } catch (IOException e) {
            throw new PostgresException("cannot prepare " + directory, e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String password() {
        return password;
    }

    /** Ends open connections, writes a checkpoint and stops. Safe to call twice. */
    @Override
    public void close() {
        watch.close();
        try {
            stopOrphan();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL", e);
        }
    }

    private void initialise(Path directory) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path unfinished = directory.resolve("data.unfinished");
        FileSystemUtils.deleteRecursively(unfinished);
        Result result = command.run(INIT_LIMIT, binaries.program("initdb"), "-D", unfinished.toString(),
                "-U", USER, "--pwfile=" + directory.resolve("password"), "--auth=scram-sha-256", "--encoding=UTF8",
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums");
        if (!result.ok()) {
            throw new PostgresException("initdb failed:\n" + tail(result.output())
                    + (result.output().contains("unshare") ? "\n" + NO_NAMESPACE : ""));
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isRunning() throws IOException {
        return postmaster.alive().isPresent();
    }

    /** The address stays, for it is in the hands of a connection pool. */
    private void startAgain() throws IOException {
        stopOrphan();
        int same = port;
        startListening(() -> same);
    }

    private void stopOrphan() throws IOException {
        if (isRunning()) {
            Result stopped = stop("fast");
            if (!stopped.ok() && isRunning()) {
                log.warn("PostgreSQL did not stop in time; it will recover at the next start. {}", stopped.output());
                stop("immediate");
            }
        }
        awaitEnd();
        postmaster.forget();
    }

    private Result stop(String mode) {
        return command.run(STOP_LIMIT.plusSeconds(5), binaries.program("pg_ctl"), "stop", "-D", data.toString(),
                "-m", mode, "-w", "-t", Long.toString(STOP_LIMIT.toSeconds()));
    }

    /**
     * The server outlives its pid file by a moment, and when it was killed those that served its connections outlive it:
     * a new one must not work on the data beside them. Whatever hangs is killed.
     */
    private void awaitEnd() {
        long killAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        long giveUpAt = killAt + TimeUnit.SECONDS.toNanos(10);
        for (List<ProcessHandle> left = postmaster.all(); !left.isEmpty(); left = postmaster.all()) {
            if (System.nanoTime() > giveUpAt) {
                throw new PostgresException("process " + left.getFirst().pid() + " uses the database and does not end");
            }
            if (System.nanoTime() > killAt) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            pause(20);
        }
    }

    /**
     * Tries several times: backends of a killed server hold its shared memory for a moment, and a free port may be
     * taken by someone else before PostgreSQL listens on it.
     */
    private void startListening(PortSource ports) throws IOException {
        Result result = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            port = ports.next();
            Files.writeString(data.resolve("postgresql.conf"), PostgresSettings.text(port));
            Files.deleteIfExists(serverLog);
            result = command.run(START_LIMIT.plusSeconds(5), binaries.program("pg_ctl"), "start", "-D",
                    data.toString(), "-l", serverLog.toString(), "-w", "-t", Long.toString(START_LIMIT.toSeconds()));
            if (result.ok()) {
                return;
            }
            pause(200L * attempt);
            stopOrphan();
        }
        throw new PostgresException("PostgreSQL does not start: " + tail(result.output()) + "\n"
                + (Files.exists(serverLog) ? tail(Files.readString(serverLog)) : ""));
    }

    private interface PortSource {
        int next() throws IOException;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while waiting for PostgreSQL", e);
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
            Path unfinished = file.resolveSibling("password.unfinished");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(ownerOnly));
            Files.writeString(unfinished, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }
}
