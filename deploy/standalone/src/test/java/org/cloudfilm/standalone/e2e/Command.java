package org.cloudfilm.standalone.e2e;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine the tests run on. */
final class Command {

    private static final long LIMIT_SECONDS = 120;

    private Command() {}

    record Result(String line, int exitCode, String output) {

        String succeeded() {
            if (exitCode != 0) {
                throw new IllegalStateException(line + " ended with " + exitCode + ":\n" + output);
            }
            return output;
        }
    }

    static Process start(String... line) throws Exception {
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    static Result run(String... line) throws Exception {
        return result(line[0], start(line));
    }

    /** Waits for a process that was started with its errors in its output. */
    static Result result(String name, Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(name + " did not end:\n" + output);
        }
        return new Result(name, process.exitValue(), output);
    }
}
