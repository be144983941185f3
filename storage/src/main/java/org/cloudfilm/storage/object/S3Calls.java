package org.cloudfilm.storage.object;

import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.cloudfilm.storage.object.ObjectStoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to S3: waits, times out, tries again, translates. The SDK's own retries are off: they know nothing of
 * broken connections and would multiply with these.
 */
final class S3Calls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(S3Calls.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int MAX_CONNECTIONS = 256;

    private final ObjectStoreSettings.Limits limits;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http;
    private final MinioAsyncClient client;
    private final MinioAsyncClient streaming;

    S3Calls(ObjectStoreSettings.S3 settings) {
        limits = settings.limits();
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MAX_CONNECTIONS);
        dispatcher.setMaxRequestsPerHost(MAX_CONNECTIONS);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(16, 1, TimeUnit.MINUTES))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(limits.connect())
                .readTimeout(limits.idle())
                .writeTimeout(limits.idle())
                .callTimeout(limits.request())
                .addInterceptor(S3Calls::refuseBusy)
                .build();
        client = client(settings, http);
        // a stream lasts as long as its reader takes; only silence ends it
        streaming = client(settings, http.newBuilder().callTimeout(Duration.ZERO).build());
    }

    int attempts() {
        return limits.attempts();
    }

    /** One request whose whole answer is in memory when this returns. {@code what} is for messages. */
    <T> S3Answer<T> call(String what, Function<MinioAsyncClient, CompletableFuture<T>> request)
            throws ObjectStoreException {
        return send(what, client, request);
    }

    /** One request whose answer is a stream; only its beginning is waited for. */
    <T> S3Answer<T> stream(String what, Function<MinioAsyncClient, CompletableFuture<T>> request)
            throws ObjectStoreException {
        return send(what, streaming, request);
    }

    /** As {@link #call}, where neither absence nor a failed condition can be the answer. */
    <T> T require(String what, Function<MinioAsyncClient, CompletableFuture<T>> request) throws ObjectStoreException {
        return switch (call(what, request)) {
            case S3Answer.Done<T>(T value) -> value;
            case S3Answer.Absent<T> _ -> throw new ObjectStoreException(
                    Kind.UNAVAILABLE, "object store: " + what + " failed: it is gone");
            case S3Answer.ConditionFailed<T> _ -> throw new ObjectStoreException(
                    Kind.UNAVAILABLE, "object store: " + what + " failed: it was changed meanwhile");
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.connectionPool().evictAll();
    }

    /** Waits before the given try, counted from 1, the longer the later. */
    void pauseBefore(int attempt) throws ObjectStoreException {
        long longest = FIRST_PAUSE.toMillis() << (attempt - 1);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private <T> S3Answer<T> send(
            String what, MinioAsyncClient by, Function<MinioAsyncClient, CompletableFuture<T>> request)
            throws ObjectStoreException {
        for (int attempt = 1; ; attempt++) {
            Throwable cause;
            try {
                return new S3Answer.Done<>(await(request.apply(by)));
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                cause = S3Failure.unwrap(e);
            }
            switch (S3Failure.code(cause)) {
                case "NoSuchKey", "NoSuchUpload" -> {
                    return new S3Answer.Absent<>();
                }
                case "PreconditionFailed" -> {
                    return new S3Answer.ConditionFailed<>();
                }
                default -> {
                    S3Failure failure = S3Failure.of(cause);
                    if (!failure.retry() || attempt == limits.attempts()) {
                        throw failure.toException(what, attempt);
                    }
                    LOG.debug("object store: {}, attempt {}: {}", what, attempt, failure.reason());
                }
            }
            pauseBefore(attempt + 1);
        }
    }

    private <T> T await(CompletableFuture<T> answer)
            throws ExecutionException, TimeoutException, ObjectStoreException {
        try {
            return answer.get(limits.connect().plus(limits.request()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            discard(answer);
            throw interrupted(e);
        } catch (TimeoutException e) {
            discard(answer);
            throw e;
        }
    }

    /** An answer nobody waits for any more must not keep its connection. */
    private static void discard(CompletableFuture<?> answer) {
        answer.thenAccept(late -> {
            if (late instanceof AutoCloseable stream) {
                try {
                    stream.close();
                } catch (Exception e) {
                    LOG.debug("object store: a late answer did not close", e);
                }
            }
        });
    }

    private static ObjectStoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ObjectStoreException(Kind.UNAVAILABLE, "object store: interrupted", e);
    }

    /** Overload comes from proxies too, whose answers are not S3's XML: the status alone decides. */
    private static Response refuseBusy(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        int status = response.code();
        if (status == 429 || status >= 500 && status != 501) {
            response.close();
            throw new IOException("HTTP " + status);
        }
        return response;
    }

    private static MinioAsyncClient client(ObjectStoreSettings.S3 settings, OkHttpClient http) {
        MinioAsyncClient client = MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http)
                .build();
        client.setRetry(Set.of(), 0L, 1);
        return client;
    }
}
