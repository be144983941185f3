package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cloudfilm.benchmark.Children;
import org.cloudfilm.benchmark.Folders;

/**
 * Populations made by Synthea 3.3.0 in a process of its own: one bundle of hospitals, one of practitioners and one for
 * each patient (the dead come on top of the number asked for). A population is kept, since making it takes minutes.
 */
final class Synthea {

    /** Any date will do as long as it stays. */
    private static final String TODAY = "20260101";
    private static final int PATIENCE_SECONDS = 3_600;
    private static final String SETTINGS = """
            exporter.fhir.export = true
            exporter.fhir.transaction_bundle = true
            exporter.hospital.fhir.export = true
            exporter.practitioner.fhir.export = true
            exporter.use_uuid_filenames = true
            generate.only_alive_patients = false
            # the same patients every time
            generate.thread_pool_size = 1
            exporter.baseDirectory = %s
            """;

    private final Children children;
    private final Path project;
    private final Path kept;

    /**
     * @param project the folder of the pom that names Synthea
     * @param kept    where populations are kept
     */
    Synthea(Children children, Path project, Path kept) {
        this.children = children;
        this.project = project;
        this.kept = kept;
    }

    /** The population's bundles, hospitals and practitioners first, patients from the smallest to the largest. */
    List<Path> population(int seed, int patients) throws IOException, InterruptedException {
        Path finished = kept.resolve("synthea-%d-%d".formatted(seed, patients));
        if (!Files.isDirectory(finished)) {
            System.out.println("Synthea makes " + patients + " patients");
            Path unfinished = Files.createTempDirectory(Files.createDirectories(kept), "unfinished");
            Path settings = Files.writeString(unfinished.resolve("settings"), SETTINGS.formatted(unfinished));
            children.run(PATIENCE_SECONDS, List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx3g", "-Duser.timezone=UTC",
                    "-cp", ClassPath.of(children, project, kept), "App", "-s", Integer.toString(seed),
                    "-cs", Integer.toString(seed), "-r", TODAY, "-e", TODAY, "-p", Integer.toString(patients),
                    "-c", settings.toString()));
            Files.move(unfinished.resolve("fhir"), finished);
            Folders.delete(unfinished);
        }
        return bundles(finished);
    }

    static List<Path> bundles(Path directory) throws IOException {
        List<Path> ordered = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                ordered.add(file);
            }
        }
        ordered.sort(Comparator.comparingInt(Synthea::rank).thenComparing(file -> file.toFile().length()));
        return ordered;
    }

    /** Whether a bundle must be there before the patients', which refer to it by identifiers. */
    static boolean isShared(Path bundle) {
        return rank(bundle) < 2;
    }

    private static int rank(Path bundle) {
        String name = bundle.getFileName().toString();
        return name.startsWith("hospitalInformation") ? 0 : name.startsWith("practitionerInformation") ? 1 : 2;
    }
}
