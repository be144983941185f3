package org.cloudfilm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures Cloudfilm beside Orthanc and nginx: the same films, the same clients, one server after the other on the
 * same machine, each warmed up in the same way. Everything it starts and writes is gone when it ends.
 */
final class Bench {

    private static final Set<Row> REQUESTS = EnumSet.range(Row.QIDO, Row.STUDY);
    private static final Set<Row> FILES = EnumSet.of(Row.FRAME, Row.STUDY);
    private static final long LARGE_NEEDS_BYTES = 12L << 30;

    private final Options options;
    private final Path home;
    private final Children children;
    private final Report report = new Report("Orthanc", "nginx");
    private final Films films;
    private final Storing storing;
    private final Reading reading;

    private Bench(Options options, Path home, Children children) throws IOException {
        this.options = options;
        this.home = home;
        this.children = children;
        System.out.println("making films");
        films = new Films(home, options);
        storing = new Storing(children, home);
        Path script = options.deploy().resolve("benchmark/load.lua");
        reading = new Reading(
                new Wrk(children, home, script, options.warmSeconds(), options.seconds()),
                new Download(children, options.seconds()), films, report);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        Path home = Files.createTempDirectory("cloudfilm-bench");
        Children children = new Children(home);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            children.stopAll();
            Folders.delete(home);
        }));
        Bench bench = new Bench(options, home, children);
        bench.run();
        System.out.println(bench.report.table());
    }

    private void run() throws InterruptedException {
        if (options.servers().contains("orthanc")) {
            with(() -> Peer.Orthanc.start(children, home), "Orthanc", this::measure);
        }
        if (options.servers().contains("nginx") && FILES.stream().anyMatch(options::wants)) {
            with(() -> Peer.Nginx.start(children, home, films.asFiles()), "nginx", this::measureFiles);
        }
        if (options.servers().contains("ours")) {
            with(() -> Peer.Cloudfilm.start(children, home, options.deploy()), "ours", this::measure);
        }
    }

    private interface Start {
        Peer start() throws IOException, InterruptedException;
    }

    private interface Measure {
        void measure(Peer peer) throws IOException, InterruptedException;
    }

    private void with(Start start, String name, Measure measure) throws InterruptedException {
        System.out.println(name);
        Peer peer = null;
        try {
            peer = start.start();
            measure.measure(peer);
        } catch (IOException e) {
            System.out.println("  " + name + " cannot be measured: " + e.getMessage());
        } finally {
            if (peer != null) {
                children.stop(peer.process());
            }
        }
    }

    private void measureFiles(Peer nginx) throws InterruptedException {
        for (Row row : FILES) {
            each(row, nginx, () -> reading.measureFiles(row, nginx));
        }
    }

    private void measure(Peer peer) throws IOException, InterruptedException {
        Thread.sleep(options.warmSeconds() * 1_000L);
        each(Row.IDLE, peer, () -> memory(Row.IDLE, peer));
        storing.store(peer, films.directory(films.warmUp));
        store(peer);
        // both finish what they do behind the sender's back
        Thread.sleep(options.seconds() * 1_000L);
        for (Row row : REQUESTS) {
            each(row, peer, () -> reading.measure(row, peer));
        }
        if (peer instanceof Peer.Cloudfilm) {
            each(Row.HEAP, peer, () -> heap(peer));
        }
        each(Row.AFTER, peer, () -> memory(Row.AFTER, peer));
    }

    /** The films are needed for the requests too, so they are stored whether or not that is to be measured. */
    private void store(Peer peer) throws IOException, InterruptedException {
        List<Double> alone = new ArrayList<>();
        List<Double> atOnce = new ArrayList<>();
        for (CtStudy study : films.alone) {
            alone.add(storing.store(peer, films.directory(study)));
        }
        for (List<CtStudy> four : films.fours) {
            atOnce.add(storing.storeAtOnce(peer, four.stream().map(films::directory).toList()));
        }
        each(Row.STORE, peer, () -> report.add(Row.STORE, peer.name(), median(alone), rounds(alone)));
        each(Row.STORE4, peer, () -> report.add(Row.STORE4, peer.name(), median(atOnce), rounds(atOnce)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String rounds(List<Double> seconds) {
        return "of " + seconds.stream().map("%.2f"::formatted).collect(Collectors.joining(", "));
    }

    private void heap(Peer peer) throws IOException, InterruptedException {
        long free = Files.getFileStore(home).getUsableSpace();
        if (!options.quick() && free < LARGE_NEEDS_BYTES) {
            throw new IOException("%d GB are free on disk, 12 are needed".formatted(free >> 30));
        }
        try (HeapWatch watch = new HeapWatch(children, Children.java(peer.process()).pid())) {
            long bytes = storing.storeAndRead(peer, films.large);
            report.add(Row.HEAP, peer.name(), watch.most(), "%.1f GB".formatted(bytes / 1e9));
        }
    }

    private void memory(Row row, Peer peer) throws IOException {
        report.add(row, peer.name(), Children.residentMegabytes(peer.process(), peer.data()), "");
    }

    private interface Measurement {
        void run() throws IOException, InterruptedException;
    }

    private void each(Row row, Peer peer, Measurement measurement) throws InterruptedException {
        if (!options.wants(row)) {
            return;
        }
        try {
            measurement.run();
        } catch (IOException | RuntimeException e) {
            report.failed(row, peer.name(), String.valueOf(e.getMessage()));
        }
    }
}
