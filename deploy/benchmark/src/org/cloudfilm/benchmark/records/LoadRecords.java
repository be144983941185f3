package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cloudfilm.benchmark.Children;
import org.cloudfilm.benchmark.Folders;

/** Loads a Synthea population into a running FHIR server and says what it would not take. */
final class LoadRecords {

    private static final String USAGE = """
            usage: deploy/bench load URL [--token TOKEN] [--clients 1] [--patients 100] [--seed 42] [--from DIR]
              URL    the server's base, for example http://127.0.0.1:8080/fhir
              --from a folder of bundles instead of a population made now""";

    private LoadRecords() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path deploy = Path.of(args[0]).toAbsolutePath();
        String url = null;
        String token = null;
        Path from = null;
        int clients = 1;
        int patients = 100;
        int seed = 42;
        try {
            for (int i = 1; i < args.length; i++) {
                switch (args[i]) {
                    case "--token" -> token = args[++i];
                    case "--clients" -> clients = Integer.parseInt(args[++i]);
                    case "--patients" -> patients = Integer.parseInt(args[++i]);
                    case "--seed" -> seed = Integer.parseInt(args[++i]);
                    case "--from" -> from = Path.of(args[++i]);
                    default -> url = args[i];
                }
            }
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            url = null;
        }
        if (url == null || url.startsWith("-")) {
            System.err.println(USAGE);
            System.exit(2);
        }
        List<Path> bundles = from != null ? Synthea.bundles(from) : make(deploy, seed, patients);
        Map<String, String> headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
        Loader.Loaded loaded = new Loader(new Posting(url, () -> headers)).load(bundles, clients);
        for (Loader.Refusal refusal : loaded.refusals()) {
            System.out.printf("refused %d %s: %s%n", refusal.status(), refusal.bundle(), refusal.reason());
        }
        System.out.printf("%,d resources in %.1f s (%,.0f/s), %d refused%n",
                loaded.resources(), loaded.seconds(), loaded.perSecond(), loaded.refusals().size());
        System.exit(loaded.refusals().isEmpty() ? 0 : 1);
    }

    private static List<Path> make(Path deploy, int seed, int patients) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("cloudfilm-synthea");
        Children children = new Children(home);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            children.stopAll();
            Folders.delete(home);
        }));
        return new Synthea(children, deploy.resolve("benchmark/synthea"), deploy.resolve("benchmark/target"))
                .population(seed, patients);
    }
}
