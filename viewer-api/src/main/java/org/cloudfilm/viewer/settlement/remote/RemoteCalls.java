package org.cloudfilm.viewer.settlement.remote;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests of HTTP, each once. Thread safe. */
public final class RemoteCalls implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RemoteCalls.class);
    private static final long MOST_BYTES = 16 << 20;

    private final String whom;
    private final Duration timeout;
    private final HttpClient client;

    /** A whole answer. */
    public record Heard(int status, byte[] body) {}

    /**
     * @param whom    is called, for the log
     * @param timeout of one call, from connecting to the last byte of the answer
     */
    public RemoteCalls(String whom, Duration connect, Duration timeout) {
        this.whom = whom;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Empty when no whole answer came in time: the request may have been carried out, or may yet be. */
    public Optional<Heard> send(HttpRequest request) {
        // a request's own time limit ends with the headers of its answer; this one does not
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.of(new Heard(response.statusCode(), response.body()));
        } catch (ExecutionException e) {
            log.warn("no answer of the {}: {}", whom, e.getCause().getClass().getSimpleName());
        } catch (TimeoutException e) {
            answer.cancel(true);
            log.warn("no answer of the {} within {} ms", whom, timeout.toMillis());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
