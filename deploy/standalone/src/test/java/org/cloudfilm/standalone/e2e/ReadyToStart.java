package org.cloudfilm.standalone.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudfilm.storage.testing.JarredClassPath;
import org.springframework.util.FileSystemUtils;

/**
 * What every start of the application would do again: load and link its classes, which Java keeps in an AOT cache as
 * {@code deploy/run} has it do, and unpack, initialise and migrate PostgreSQL. An application that is started and stopped
 * with nothing sent to it leaves both in {@code target}, for all tests until something of the class path changes.
 */
final class ReadyToStart {

    private static final ReadyToStart READY = find();

    private final Path directory;

    private ReadyToStart(Path directory) {
        this.directory = directory;
    }

    static ReadyToStart get() {
        return READY;
    }

    /** For a Java that runs the application. */
    List<String> classes() throws IOException {
        return List.of("-XX:AOTCache=" + cache(), "-cp", Files.readString(classPath()));
    }

    /** Gives a data directory its database, unless it has one. */
    void database(Path data) throws Exception {
        Path postgres = data.resolve("postgres");
        if (!Files.exists(postgres)) {
            Files.createDirectories(data);
            Command.run("cp", "-a", directory.resolve("data/postgres").toString(), postgres.toString()).succeeded();
        }
    }

    /** Tests may run in several JVMs at once: the first makes it, the others wait. */
    private static ReadyToStart find() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            try (FileChannel lock = FileChannel.open(
                    target.resolve("ready-to-start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                ReadyToStart ready = new ReadyToStart(target.resolve("ready-to-start"));
                ready.make();
                return ready;
            }
        } catch (Exception e) {
            throw new IllegalStateException("the application cannot be made ready to start", e);
        }
    }

    private void make() throws Exception {
        String classes = classesOfTheApplication();
        String now = System.getProperty("java.home") + " " + lastChange(classes) + " " + classes;
        Path madeOf = directory.resolve("made-of");
        if (Files.exists(madeOf) && Files.readString(madeOf).equals(now)) {
            return;
        }
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
        String jars = JarredClassPath.of(classes, directory);
        Files.writeString(classPath(), jars);
        RunningCloudfilm.rehearse(directory, List.of("-XX:AOTCacheOutput=" + cache(), "-cp", jars));
        if (!Files.exists(cache())) {
            throw new IllegalStateException(Files.readString(directory.resolve("application.log")));
        }
        Files.writeString(madeOf, now);
    }

    private static String classesOfTheApplication() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.exists(Path.of(entry)))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long lastChange(String classes) throws IOException {
        long last = 0;
        for (String entry : classes.split(File.pathSeparator)) {
            try (Stream<Path> files = Files.walk(Path.of(entry))) {
                for (Path file : files.toList()) {
                    last = Math.max(last, Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        return last;
    }

    private Path cache() {
        return directory.resolve("classes.aot");
    }

    private Path classPath() {
        return directory.resolve("class-path");
    }
}
