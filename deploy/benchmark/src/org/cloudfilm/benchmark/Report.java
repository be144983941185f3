package org.cloudfilm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was measured, as it comes and as a table at the end. */
public final class Report {

    /** @param note what the number alone does not say: latencies, sizes, or why there is no number */
    private record Measured(Double value, String note) {}

    private static final String OURS = "ours";

    private final List<String> servers;
    private final Map<Figure, Map<String, Measured>> figures =
            new TreeMap<>(Comparator.comparingInt(Figure::ordinal));

    /** @param servers beside ours; the first is the one compared with */
    public Report(String... servers) {
        this.servers = List.of(servers);
    }

    public void add(Figure row, String server, double value, String note) {
        put(row, server, new Measured(value, note));
        System.out.printf("  %-8s %-55s %s %s%n", server, row.title(), row.print(value), note);
    }

    public void failed(Figure row, String server, String why) {
        put(row, server, new Measured(null, why));
        System.out.printf("  %-8s %-55s failed: %s%n", server, row.title(), why);
    }

    /** A Markdown table, and the machine it was measured on. */
    public String table() throws IOException {
        List<List<String>> lines = new ArrayList<>();
        List<String> headings = new ArrayList<>(List.of("figure"));
        headings.addAll(servers);
        headings.addAll(List.of(OURS, "ratio", "target", "met"));
        lines.add(headings);
        figures.forEach((row, byServer) -> lines.add(line(row, byServer)));
        int[] widths = new int[headings.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder("\n");
        for (int n = 0; n < lines.size(); n++) {
            for (int i = 0; i < widths.length; i++) {
                text.append("| ").append(lines.get(n).get(i)).repeat(" ", widths[i] - lines.get(n).get(i).length() + 1);
            }
            text.append("|\n");
            if (n == 0) {
                for (int width : widths) {
                    text.append("|").repeat("-", width + 2);
                }
                text.append("|\n");
            }
        }
        return text.append('\n').append(machine()).append('\n').toString();
    }

    private synchronized void put(Figure row, String server, Measured measured) {
        figures.computeIfAbsent(row, _ -> new HashMap<>()).put(server, measured);
    }

    private List<String> line(Figure row, Map<String, Measured> byServer) {
        Double ours = value(byServer.get(OURS));
        Double theirs = value(byServer.get(servers.getFirst()));
        List<String> line = new ArrayList<>(List.of(row.title()));
        servers.forEach(server -> line.add(cell(row, byServer.get(server))));
        line.add(cell(row, byServer.get(OURS)));
        line.add(row.ratio() > 0 && ours != null && theirs != null ? "%.1f×".formatted(row.better(ours, theirs)) : "");
        line.add(row.target());
        line.add(ours == null || row.ratio() > 0 && theirs == null ? "" : row.met(ours, theirs) ? "yes" : "NO");
        return line;
    }

    private static Double value(Measured measured) {
        return measured == null ? null : measured.value();
    }

    private static String cell(Figure row, Measured measured) {
        if (measured == null) {
            return "";
        }
        return measured.value() == null ? "failed" : (row.print(measured.value()) + " " + measured.note()).strip();
    }

    private static String machine() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse("unknown processor");
        String memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
        return "%d × %s, %d GB, Linux %s, Java %s; everything on loopback".formatted(
                Runtime.getRuntime().availableProcessors(), processor, Math.round(Long.parseLong(memory) / 1048576.0),
                System.getProperty("os.version"), System.getProperty("java.version"));
    }
}
