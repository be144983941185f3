package org.cloudfilm.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM for its heap every now and then and remembers the most it had in use, garbage included. */
final class HeapWatch implements AutoCloseable {

    private static final Pattern USED = Pattern.compile("used\\s+(\\d+)([KMG])");
    private static final long PAUSE_MILLIS = 1_000;

    private final Children children;
    private final long pid;
    private final Thread thread;
    private volatile long most;
    private volatile IOException failure;

    HeapWatch(Children children, long pid) {
        this.children = children;
        this.pid = pid;
        this.thread = Thread.ofPlatform().daemon().start(this::watch);
    }

    /** In MB. */
    long most() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return most / 1024;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                most = Math.max(most, usedKilobytes());
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long usedKilobytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        long used = 0;
        for (String line : children.run(20, List.of(jcmd, Long.toString(pid), "GC.heap_info")).lines().toList()) {
            if (line.contains("Metaspace")) {
                break;
            }
            Matcher matcher = USED.matcher(line);
            if (matcher.find()) {
                long unit = switch (matcher.group(2)) {
                    case "K" -> 1;
                    case "M" -> 1L << 10;
                    default -> 1L << 20;
                };
                used += Long.parseLong(matcher.group(1)) * unit;
            }
        }
        return used;
    }
}
