package org.cloudfilm.gateway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** DCMTK's command line tools, as peers. */
public final class Dcmtk {

    private static final long MINUTES = 2;

    private Dcmtk() {}

    /** What a tool said and how it ended. */
    public record Result(int exit, String output) {}

    /** A tool that was started and may still be running. */
    public record Running(Process process) {

        public Result await() {
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new AssertionError("tool does not end: " + output);
                }
                return new Result(process.exitValue(), output);
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    public static Running start(List<String> command) {
        try {
            return new Running(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new AssertionError("DCMTK is not installed (apt-get install dcmtk)", e);
        }
    }

    public static Result run(String... command) {
        return start(Arrays.asList(command)).await();
    }

    /** {@code storescu options host port files}. */
    public static List<String> storescu(int port, List<String> options, List<String> files) {
        List<String> command = new ArrayList<>(List.of("storescu"));
        command.addAll(options);
        command.addAll(List.of("127.0.0.1", Integer.toString(port)));
        command.addAll(files);
        return command;
    }
}
