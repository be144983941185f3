package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cloudfilm.benchmark.Children;
import org.cloudfilm.benchmark.Folders;
import org.cloudfilm.benchmark.Report;
import org.cloudfilm.benchmark.Wrk;

/**
 * Measures Cloudfilm's records beside a plain HAPI JPA server: the same patients of Synthea's, the same clients, one
 * server after the other, each warmed up in the same way. What it starts and writes is gone when it ends, except for
 * Synthea's patients and the class paths, which take long to get.
 */
final class RecordsBench {

    private static final List<RecordRow> ASKED =
            List.of(RecordRow.SEARCH, RecordRow.SEARCH_FRESH, RecordRow.IDENTIFIER, RecordRow.READ);
    private static final int SEED = 42;
    private static final int WARMING = 10;

    private final RecordOptions options;
    private final Path home;
    private final Children children;
    private final Synthea synthea;
    private final Wrk wrk;
    private final Report report = new Report("HAPI JPA");

    private RecordsBench(RecordOptions options, Path home, Children children) {
        this.options = options;
        this.home = home;
        this.children = children;
        this.synthea = new Synthea(children, options.deploy().resolve("benchmark/synthea"),
                options.deploy().resolve("benchmark/target"));
        this.wrk = new Wrk(children, home, options.deploy().resolve("benchmark/load.lua"),
                options.warmSeconds(), options.seconds());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        RecordOptions options;
        try {
            options = RecordOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + RecordOptions.USAGE);
            System.exit(2);
            return;
        }
        Path home = Files.createTempDirectory("cloudfilm-bench");
        Children children = new Children(home);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            children.stopAll();
            Folders.delete(home);
        }));
        RecordsBench bench = new RecordsBench(options, home, children);
        bench.run();
        System.out.println(bench.report.table());
    }

    private interface Start {
        FhirServer start(Children children, Path home, Path deploy) throws IOException, InterruptedException;
    }

    private interface Measurement {
        void of(FhirServer server) throws IOException, InterruptedException;
    }

    private void run() throws InterruptedException {
        if (options.servers().contains("hapi") && options.comparing()) {
            with("HAPI JPA", FhirServer::hapi, this::compare);
        }
        if (options.servers().contains("ours") && options.comparing()) {
            with("ours", FhirServer::cloudfilm, this::compare);
        }
        if (options.servers().contains("ours") && options.growing()) {
            with("ours, growing", FhirServer::cloudfilm, new Growth(options, wrk, report)::measure);
        }
        if (options.servers().contains("ours") && options.ordering()) {
            with("ours, ordering", FhirServer::sharing, new Orders(options, wrk, report)::measure);
        }
    }

    private void with(String title, Start start, Measurement measurement) throws InterruptedException {
        System.out.println(title);
        FhirServer server = null;
        try {
            server = start.start(children, home, options.deploy());
            measurement.of(server);
        } catch (IOException | RuntimeException e) {
            System.out.println("  " + title + " cannot be measured: " + e);
        } finally {
            if (server != null) {
                children.stop(server.process());
                Folders.delete(server.data());
            }
        }
    }

    private void compare(FhirServer server) throws IOException, InterruptedException {
        warmUp(server);
        Map<Path, String> stored = new HashMap<>();
        load(RecordRow.LOAD, server, SEED, 1, stored);
        if (options.wants(RecordRow.LOAD4)) {
            load(RecordRow.LOAD4, server, SEED + 1, 4, stored);
        }
        each(RecordRow.MEMORY, server, this::memory);
        List<KnownPatient> patients = SyntheaPatients.of(stored);
        Asking asking = new Asking(wrk, report);
        for (RecordRow row : ASKED) {
            each(row, server, asked -> asking.measure(row, asked, patients));
        }
    }

    /** The same few patients over and over, after the two bundles shared by all: a server makes new ones each time. */
    private void warmUp(FhirServer server) throws IOException, InterruptedException {
        List<Path> bundles = synthea.population(SEED + 2, WARMING);
        Loader loader = new Loader(posting(server));
        long end = System.nanoTime() + options.warmSeconds() * 1_000_000_000L;
        loader.load(bundles.subList(0, 2), 1);
        for (int i = 2; System.nanoTime() < end; i = i + 1 < bundles.size() ? i + 1 : 2) {
            loader.load(List.of(bundles.get(i)), 1);
        }
    }

    /** The patients are needed for the searches too, so they are stored whether or not that is to be measured. */
    private void load(RecordRow row, FhirServer server, int seed, int clients, Map<Path, String> stored)
            throws IOException, InterruptedException {
        Loader.Loaded loaded = new Loader(posting(server)).load(population(seed), clients);
        stored.putAll(loaded.firsts());
        loaded.refusals().forEach(refusal -> System.out.printf(
                "  %s refuses %d %s: %s%n", server.name(), refusal.status(), refusal.bundle(), refusal.reason()));
        each(row, server, _ -> report.add(row, server.name(), loaded.perSecond(), "%,d resources%s".formatted(
                loaded.resources(), loaded.refusals().isEmpty() ? "" : ", " + loaded.refusals().size() + " refused")));
    }

    private List<Path> population(int seed) throws IOException, InterruptedException {
        List<Path> all = synthea.population(seed, options.patients());
        return all.subList(0, Math.min(options.bundles(), all.size()));
    }

    private static Posting posting(FhirServer server) {
        return new Posting(server.base(), server::headers);
    }

    private void memory(FhirServer server) throws IOException {
        long all = Children.residentMegabytes(server.process(), server.data());
        long java = Children.residentKilobytes(Children.java(server.process())) / 1024;
        report.add(RecordRow.MEMORY, server.name(), all, "%,d + %,d PostgreSQL".formatted(java, all - java));
    }

    private void each(RecordRow row, FhirServer server, Measurement measurement) throws InterruptedException {
        if (!options.wants(row)) {
            return;
        }
        try {
            measurement.of(server);
        } catch (IOException | RuntimeException e) {
            report.failed(row, server.name(), String.valueOf(e.getMessage()));
        }
    }
}
