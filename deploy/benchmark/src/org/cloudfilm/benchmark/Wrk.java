package org.cloudfilm.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Loads a server by {@code wrk}: some connections, each asking again as soon as it is answered. */
public final class Wrk {

    /**
     * @param perSecond answers a second
     * @param p50 median time to the last byte, in seconds
     * @param p99 99th percentile of it, in seconds
     * @param bytes of one answer, with headers, on average
     */
    public record Result(double perSecond, double p50, double p99, long bytes) {}

    private final Children children;
    private final Path home;
    private final Path script;
    private final int warmSeconds;
    private final int seconds;

    public Wrk(Children children, Path home, Path script, int warmSeconds, int seconds) {
        this.children = children;
        this.home = home;
        this.script = script;
        this.warmSeconds = warmSeconds;
        this.seconds = seconds;
    }

    /** Warms up, then measures. A single answer that is not a success makes the whole measurement fail. */
    public Result load(Server server, List<String> paths, Map<String, String> headers, int connections)
            throws IOException, InterruptedException {
        requireSuccess(server, paths.getFirst(), headers);
        return load(server, paths, headers, connections, List.of());
    }

    /** The same with a POST of each of the bodies, which are one line each, to one path. */
    public Result post(Server server, String path, List<String> bodies, Map<String, String> headers, int connections)
            throws IOException, InterruptedException {
        Path bodyFile = Files.write(home.resolve("bodies"), bodies);
        return load(server, List.of(path), headers, connections, List.of(bodyFile.toString()));
    }

    private Result load(Server server, List<String> paths, Map<String, String> headers, int connections, List<String> more)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(server.headers());
        URI root = URI.create(server.base());
        Path pathFile = Files.write(home.resolve("paths"), paths.stream().map(path -> root.getPath() + path).toList());
        Path headerFile = Files.write(home.resolve("headers"),
                all.entrySet().stream().map(header -> header.getKey() + ": " + header.getValue()).toList());
        run(root, connections, warmSeconds, pathFile, headerFile, more);
        return run(root, connections, seconds, pathFile, headerFile, more);
    }

    /** Asks once, as a test that the server understands; returns the answer. */
    public static HttpResponse<byte[]> ask(Server server, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(server.base()).resolve(path)).timeout(Duration.ofSeconds(60));
            headers.forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static void requireSuccess(Server server, String below, Map<String, String> headers)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(server.headers());
        String path = URI.create(server.base()).getPath() + below;
        HttpResponse<byte[]> answer = ask(server, path, all);
        if (answer.statusCode() != 200) {
            throw new IOException(server.name() + " answers " + answer.statusCode() + " to " + path);
        }
    }

    private Result run(
            URI root, int connections, int duration, Path paths, Path headers, List<String> more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("wrk",
                "-t" + Math.min(2, connections), "-c" + connections, "-d" + duration + "s", "--timeout", "30s",
                "-s", script.toString(), "http://" + root.getAuthority(), "--", paths.toString(), headers.toString()));
        command.addAll(more);
        String printed = children.run(duration + 60, command);
        String result = printed.lines().filter(line -> line.startsWith("RESULT ")).collect(Collectors.joining());
        String[] numbers = result.split(" ");
        if (numbers.length != 7) {
            throw new IOException("wrk printed: " + printed);
        }
        long requests = Long.parseLong(numbers[1]);
        long errors = Long.parseLong(numbers[6]);
        if (requests == 0 || errors > 0) {
            throw new IOException(errors + " of " + requests + " requests failed");
        }
        return new Result(requests / (Long.parseLong(numbers[2]) / 1e6),
                Long.parseLong(numbers[4]) / 1e6, Long.parseLong(numbers[5]) / 1e6, Long.parseLong(numbers[3]) / requests);
    }
}
