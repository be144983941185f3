package org.cloudfilm.benchmark.records;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Posts to one URL with some clients, each sending as soon as it is answered. */
final class Posting {

    interface Body {
        HttpRequest.BodyPublisher of(int number) throws IOException;
    }

    interface Answered {
        void answered(int number, int status, byte[] body) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long HEADERS_LAST_NANOS = Duration.ofMinutes(2).toNanos();

    private final URI url;
    private final Supplier<Map<String, String>> headers;
    private final String type;
    private Map<String, String> current;
    private long since;

    /** @param headers asked for again every now and then, since a token ends */
    Posting(String url, Supplier<Map<String, String>> headers) {
        this(url, headers, "application/fhir+json");
    }

    /** @param type of the bodies */
    Posting(String url, Supplier<Map<String, String>> headers, String type) {
        this.url = URI.create(url);
        this.headers = headers;
        this.type = type;
    }

    /** Posts the bodies {@code from} inclusive to {@code to} exclusive. */
    void post(int from, int to, int clients, Body bodies, Answered answered) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> senders = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                senders.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                        HttpResponse<byte[]> answer = send(http, bodies.of(number));
                        answered.answered(number, answer.statusCode(), answer.body());
                    }
                    return null;
                }));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().toString(), e);
        }
    }

    private HttpResponse<byte[]> send(HttpClient http, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .header("Accept", type.startsWith("multipart") ? "application/dicom+json" : type)
                .POST(body);
        headersNow().forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private synchronized Map<String, String> headersNow() {
        if (current == null || System.nanoTime() - since > HEADERS_LAST_NANOS) {
            current = headers.get();
            since = System.nanoTime();
        }
        return current;
    }
}
