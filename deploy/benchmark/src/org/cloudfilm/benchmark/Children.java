package org.cloudfilm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes this benchmark started, found again and ended by their ids; and what memory they take. */
public final class Children {

    private static final int PATIENCE_SECONDS = 20;

    private final Path home;
    private final List<Process> started = new ArrayList<>();

    /** @param home the benchmark's own directory; whatever works below it is ours */
    public Children(Path home) {
        this.home = home;
    }

    /** Starts a process that lives on, its output in a file. */
    public synchronized Process start(Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        started.add(process);
        return process;
    }

    /** Runs a process to its end and returns what it printed. */
    public String run(int seconds, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).start();
        synchronized (this) {
            started.add(process);
        }
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            stop(process);
            throw new IOException(command.getFirst() + " took more than " + seconds + " s");
        }
        String printed = output.join();
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " failed (" + process.exitValue() + "): " + tail(printed));
        }
        return printed;
    }

    /** Ends a process and whatever came of it: kindly, then by force. */
    public void stop(Process process) {
        Set<ProcessHandle> family = family(process);
        process.destroy();
        waitFor(family);
        for (ProcessHandle left : family) {
            left.destroyForcibly();
        }
    }

    public synchronized void stopAll() {
        for (Process process : started.reversed()) {
            if (process.isAlive() || !family(process).isEmpty()) {
                stop(process);
            }
        }
        Set<ProcessHandle> strays = workingBelow(home);
        strays.forEach(ProcessHandle::destroy);
        waitFor(strays);
        strays.forEach(ProcessHandle::destroyForcibly);
    }

    /** Proportional set size of a process, its descendants and all that work in a directory, in MB. */
    public static long residentMegabytes(Process process, Path directory) throws IOException {
        Set<ProcessHandle> all = family(process);
        all.addAll(workingBelow(directory));
        long kilobytes = 0;
        for (ProcessHandle each : all) {
            kilobytes += residentKilobytes(each);
        }
        return kilobytes / 1024;
    }

    /** Proportional set size of one process, in KB; 0 when it is gone. */
    public static long residentKilobytes(ProcessHandle process) throws IOException {
        Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            if (process.isAlive()) {
                throw new IOException("cannot read " + rollup, e);
            }
            return 0;
        }
    }

    /** The process itself or the descendant of it that runs a Java program. */
    public static ProcessHandle java(Process process) throws IOException {
        return family(process).stream()
                .filter(each -> each.info().command().orElse("").endsWith("/java"))
                .max(Comparator.comparing(each -> each.info().startInstant().orElseThrow()))
                .orElseThrow(() -> new IOException("no Java process found"));
    }

    private static Set<ProcessHandle> family(Process process) {
        Set<ProcessHandle> family = new HashSet<>(process.descendants().toList());
        if (process.isAlive()) {
            family.add(process.toHandle());
        }
        return family;
    }

    /** PostgreSQL's processes may have left the family, but they work in their data directory. */
    private static Set<ProcessHandle> workingBelow(Path directory) {
        Set<ProcessHandle> found = new HashSet<>();
        ProcessHandle.allProcesses().filter(each -> each.pid() != ProcessHandle.current().pid()).forEach(each -> {
            try {
                if (Files.readSymbolicLink(Path.of("/proc", Long.toString(each.pid()), "cwd")).startsWith(directory)) {
                    found.add(each);
                }
            } catch (IOException e) {
                // another user's process, or one that is gone: not ours
                return;
            }
        });
        return found;
    }

    private static void waitFor(Set<ProcessHandle> handles) {
        CompletableFuture<?> all =
                CompletableFuture.allOf(handles.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            all.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (java.util.concurrent.CompletionException e) {
            return;
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String tail(String text) {
        return text.length() > 600 ? "…" + text.substring(text.length() - 600) : text;
    }
}
