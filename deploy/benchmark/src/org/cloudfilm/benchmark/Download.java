package org.cloudfilm.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Fetches something large with curl, one after the other: some servers end such answers by closing, which wrk minds. */
final class Download {

    /** The median of all but the first. */
    record Result(double seconds, long bytes) {}

    private static final int PATIENCE_SECONDS = 120;

    private final Children children;
    private final int times;

    Download(Children children, int times) {
        this.children = children;
        this.times = times;
    }

    Result median(Peer peer, String path, Map<String, String> headers) throws IOException, InterruptedException {
        fetch(peer, path, headers);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            results.add(fetch(peer, path, headers));
        }
        results.sort(Comparator.comparingDouble(Result::seconds));
        return results.get(times / 2);
    }

    private Result fetch(Peer peer, String path, Map<String, String> headers) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "curl", "-sS", "--fail", "-o", "/dev/null", "-w", "%{time_total} %{size_download}"));
        headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        peer.headers().forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        command.add(peer.dicomWeb() + path);
        String[] numbers = children.run(PATIENCE_SECONDS, command).strip().split(" ");
        return new Result(Double.parseDouble(numbers[0]), Long.parseLong(numbers[1]));
    }
}
