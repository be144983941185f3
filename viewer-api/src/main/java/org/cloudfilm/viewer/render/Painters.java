package org.cloudfilm.viewer.render;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that compute pictures, one for each processor, first come, first served. Virtual threads are not preempted:
 * computing in them, a connection whose next request has already arrived would keep its processor while others wait
 * for seconds, and so would cheap requests behind dear ones.
 */
final class Painters implements AutoCloseable {

    private final ThreadPoolExecutor threads;

    Painters() {
        int processors = Runtime.getRuntime().availableProcessors();
        threads = new ThreadPoolExecutor(
                processors,
                processors,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("painter-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Waits for its turn and its result; what {@code work} throws is thrown. */
    <T> T paint(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
