package org.cloudfilm.standalone.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root; as root they get a user namespace of their own, in which
 * they are nobody while the files stay root's.
 */
final class PostgresCommand {

    private final List<String> prefix;
    private final Path scratch;

    /** @param scratch a directory for the output of the programs */
    PostgresCommand(Path scratch) throws IOException {
        this.scratch = scratch;
        this.prefix = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
                ? List.of("unshare", "--user")
                : List.of();
    }

    /** What a program said and how it ended. */
    record Result(int exitCode, String output) {

        boolean ok() {
            return exitCode == 0;
        }
    }

    /** Waits for the program; one that takes longer than {@code limit} is killed. Output goes through a file, since
     * a server left behind would keep a pipe open for ever. */
    Result run(Duration limit, String... command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(command));
        try {
            Path output = Files.createTempFile(scratch, "command", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(Path.of("/dev/null").toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
                builder.environment().put("LC_ALL", "C");
                // otherwise a backend gives its memory back and asks for it again with every statement
                builder.environment().put("MALLOC_TRIM_THRESHOLD_", "1048576");
                Process process = builder.start();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return new Result(-1, "gave up after " + limit.toSeconds() + " s\n" + Files.readString(output));
                }
                return new Result(process.exitValue(), text(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new PostgresException("cannot run " + String.join(" ", line.subList(0, prefix.size() + 1)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresException("interrupted while PostgreSQL was at work", e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }
}
