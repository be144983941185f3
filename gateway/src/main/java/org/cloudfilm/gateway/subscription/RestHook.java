package org.cloudfilm.gateway.subscription;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cloudfilm.gateway.fhir.ContentWriter;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.subscription.SubscriptionTerms;

/**
 * Calls a receiver (FHIR R4, Subscription, rest-hook): POST without a body when no payload was asked for, else PUT of the
 * resource under its type and id. Follows no redirect, knows no proxy, waits no longer than it was told to, and reads of
 * an answer no more than a little.
 */
final class RestHook implements AutoCloseable {

    private static final int ANSWER_AT_MOST = 64 << 10;

    private final ContentWriter contents;
    private final Duration timeout;
    private final HttpClient client;

    RestHook(ContentWriter contents, Duration connectTimeout, Duration timeout) {
        this.contents = contents;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(connectTimeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    sealed interface Outcome {

        record Answered(int status) implements Outcome {}

        /** @param reason without the address */
        record Unreached(String reason) implements Outcome {}
    }

    Outcome send(URI endpoint, SubscriptionTerms terms, StoredRecord record) {
        // the limit in time is ours: the client's own ends with the headers of the answer
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                request(endpoint, terms, record), BodyHandlers.limiting(BodyHandlers.discarding(), ANSWER_AT_MOST));
        try {
            return new Outcome.Answered(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Outcome.Unreached("the endpoint did not answer within " + timeout.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Outcome.Unreached(reason(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Unreached("this server was stopping");
        }
    }

    private HttpRequest request(URI endpoint, SubscriptionTerms terms, StoredRecord record) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (String header : terms.headers()) {
            int colon = header.indexOf(':');
            request.header(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        if (!terms.sendsResource()) {
            return request.uri(endpoint).POST(BodyPublishers.noBody()).build();
        }
        return request.uri(under(endpoint, record.id().toString()))
                .header("Content-Type", "application/fhir+json;charset=UTF-8")
                .PUT(body(record))
                .build();
    }

    /** The path goes on, the query stays. */
    private static URI under(URI endpoint, String path) {
        String text = endpoint.toString();
        int query = text.indexOf('?');
        String base = query < 0 ? text : text.substring(0, query);
        return URI.create((base.endsWith("/") ? base : base + "/") + path + (query < 0 ? "" : text.substring(query)));
    }

    /** Attachments pass through; they are never whole in memory. */
    private BodyPublisher body(StoredRecord record) {
        if (record.cuts().isEmpty()) {
            return BodyPublishers.ofByteArray(record.content());
        }
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> contents.stream(record)), ContentWriter.length(record));
    }

    private static String reason(Throwable e) {
        return e instanceof HttpConnectTimeoutException
                ? "no connection to the endpoint in time"
                : "the endpoint could not be called: " + e.getClass().getSimpleName();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
