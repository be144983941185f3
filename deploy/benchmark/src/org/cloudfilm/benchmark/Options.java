package org.cloudfilm.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param deploy  the folder of the scripts that start Cloudfilm
 * @param quick   fewer slices and seconds; the ratios are then only a hint
 * @param rows    the figures wanted
 * @param servers the servers wanted
 */
record Options(Path deploy, boolean quick, Set<Row> rows, Set<String> servers) {

    static final String USAGE = """
            usage: deploy/bench [--quick] [--only ROW]... [--without orthanc|nginx|ours]...
            rows: %s
            of records: deploy/bench records --help, deploy/bench load --help""".formatted(Arrays.stream(Row.values()).map(Row::id).collect(Collectors.joining(" ")));

    static Options parse(String[] args) {
        Path deploy = Path.of(args[0]).toAbsolutePath();
        boolean quick = false;
        Set<Row> rows = EnumSet.noneOf(Row.class);
        Set<String> servers = new HashSet<>(Set.of("orthanc", "nginx", "ours"));
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "-h", "--help" -> throw new IllegalArgumentException("measures Cloudfilm beside Orthanc and nginx");
                case "--quick" -> quick = true;
                case "--only" -> rows.add(row(value(args, ++i)));
                case "--without" -> {
                    String server = value(args, ++i);
                    if (!servers.remove(server)) {
                        throw new IllegalArgumentException("no server " + server);
                    }
                }
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        return new Options(deploy, quick, rows.isEmpty() ? EnumSet.allOf(Row.class) : rows, servers);
    }

    boolean wants(Row row) {
        return rows.contains(row);
    }

    int slices() {
        return quick ? 100 : 500;
    }

    int slicesOfFour() {
        return quick ? 30 : 150;
    }

    /** How often storing is measured; the middle one counts. */
    int rounds() {
        return quick ? 1 : 3;
    }

    int slicesOfLarge() {
        return quick ? 1_000 : 8_000;
    }

    /** Of the same requests before those that count: after four seconds Java still compiled with a fifth of the machine. */
    int warmSeconds() {
        return quick ? 1 : 12;
    }

    int seconds() {
        return quick ? 3 : 10;
    }

    private static String value(String[] args, int i) {
        if (i >= args.length) {
            throw new IllegalArgumentException(args[i - 1] + " needs a value");
        }
        return args[i];
    }

    private static Row row(String id) {
        return Arrays.stream(Row.values()).filter(row -> row.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row " + id));
    }
}
