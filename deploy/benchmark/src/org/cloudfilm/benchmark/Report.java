package org.cloudfilm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was measured, as it comes and as a table at the end. */
final class Report {

    /** @param note what the number alone does not say: latencies, sizes, or why there is no number */
    private record Figure(Double value, String note) {}

    private static final List<String> HEADINGS =
            List.of("figure", "Orthanc", "nginx", "ours", "ratio", "target", "met");

    private final Map<Row, Map<String, Figure>> figures = new EnumMap<>(Row.class);

    void add(Row row, String server, double value, String note) {
        put(row, server, new Figure(value, note));
        System.out.printf("  %-8s %-55s %s %s%n", server, row.title, row.print(value), note);
    }

    void failed(Row row, String server, String why) {
        put(row, server, new Figure(null, why));
        System.out.printf("  %-8s %-55s failed: %s%n", server, row.title, why);
    }

    /** A Markdown table, and the machine it was measured on. */
    String table() throws IOException {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        figures.forEach((row, byServer) -> lines.add(line(row, byServer)));
        int[] widths = new int[HEADINGS.size()];
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

    private synchronized void put(Row row, String server, Figure figure) {
        figures.computeIfAbsent(row, _ -> new HashMap<>()).put(server, figure);
    }

    private static List<String> line(Row row, Map<String, Figure> byServer) {
        Figure ours = byServer.get("ours");
        Double theirs = value(byServer.get("Orthanc"));
        boolean compared = row.ratio > 0 && value(ours) != null && theirs != null;
        return List.of(row.title, cell(row, byServer.get("Orthanc")), cell(row, byServer.get("nginx")), cell(row, ours),
                compared ? "%.1f×".formatted(row.better(ours.value(), theirs)) : "",
                row.target(),
                value(ours) == null || row.ratio > 0 && theirs == null ? "" : row.met(ours.value(), theirs) ? "yes" : "NO");
    }

    private static Double value(Figure figure) {
        return figure == null ? null : figure.value();
    }

    private static String cell(Row row, Figure figure) {
        if (figure == null) {
            return "";
        }
        return figure.value() == null ? "failed" : (row.print(figure.value()) + " " + figure.note()).strip();
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
