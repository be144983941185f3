package org.cloudfilm.benchmark.records;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param deploy      the folder of the scripts that start Cloudfilm
 * @param quick       fewer patients and seconds; the ratios are then only a hint
 * @param warmSeconds of load before each figure that does not count
 * @param people      how many there are for {@code $match}
 * @param rows        the figures wanted
 * @param servers     the servers wanted
 */
record RecordOptions(Path deploy, boolean quick, int warmSeconds, int people, Set<RecordRow> rows, Set<String> servers) {

    static final String USAGE = """
            usage: deploy/bench records [--quick] [--warm SECONDS] [--people NUMBER] [--only ROW]... [--without hapi|ours]...
            rows: %s""".formatted(Arrays.stream(RecordRow.values()).map(RecordRow::id).collect(Collectors.joining(" ")));

    private static final Set<RecordRow> GROWING =
            EnumSet.of(RecordRow.GROWTH_SEARCH, RecordRow.GROWTH_IDENTIFIER, RecordRow.MATCH);

    private static final Set<RecordRow> ORDERING = EnumSet.of(RecordRow.ORDER_SELECT, RecordRow.ORDER_SELECT_GROWTH);

    static RecordOptions parse(String[] args) {
        boolean quick = false;
        int warm = -1;
        int people = -1;
        Set<RecordRow> rows = EnumSet.noneOf(RecordRow.class);
        Set<String> servers = new HashSet<>(Set.of("hapi", "ours"));
        for (int i = 1; i < args.length; i++) {
            switch (args[i]) {
                case "-h", "--help" -> throw new IllegalArgumentException("measures Cloudfilm's records beside HAPI JPA");
                case "--quick" -> quick = true;
                case "--warm" -> warm = number(args, ++i);
                case "--people" -> people = number(args, ++i);
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
        return new RecordOptions(Path.of(args[0]).toAbsolutePath(), quick,
                warm >= 0 ? warm : quick ? 20 : 180, people >= 0 ? people : quick ? 20_000 : 1_000_000,
                rows.isEmpty() ? EnumSet.allOf(RecordRow.class) : rows, servers);
    }

    boolean wants(RecordRow row) {
        return rows.contains(row);
    }

    /** Whether the rows beside the peer are wanted. */
    boolean comparing() {
        return rows.stream().anyMatch(row -> !GROWING.contains(row) && !ORDERING.contains(row));
    }

    /** Whether the rows about a large store are wanted. */
    boolean growing() {
        return rows.stream().anyMatch(GROWING::contains);
    }

    /** Whether the rows about ordering doctors are wanted. */
    boolean ordering() {
        return rows.stream().anyMatch(ORDERING::contains);
    }

    /** Films before they grow tenfold. */
    int films() {
        return quick ? 1_000 : 10_000;
    }

    int patients() {
        return quick ? 20 : 100;
    }

    /** How many of the population's bundles, the smallest patients first. */
    int bundles() {
        return quick ? 17 : Integer.MAX_VALUE;
    }

    int seconds() {
        return quick ? 10 : 30;
    }

    /** Resources before the growth. */
    int small() {
        return quick ? 5_000 : 100_000;
    }

    int large() {
        return 10 * small();
    }

    private static String value(String[] args, int i) {
        if (i >= args.length) {
            throw new IllegalArgumentException(args[i - 1] + " needs a value");
        }
        return args[i];
    }

    private static int number(String[] args, int i) {
        try {
            return Integer.parseInt(value(args, i));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(args[i - 1] + " needs a number", e);
        }
    }

    private static RecordRow row(String id) {
        return Arrays.stream(RecordRow.values()).filter(row -> row.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row " + id));
    }
}
