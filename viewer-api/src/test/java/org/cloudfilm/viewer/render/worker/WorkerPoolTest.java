package org.cloudfilm.viewer.render.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;
import org.cloudfilm.viewer.render.Photometric;
import org.cloudfilm.viewer.render.PixelFormat;
import org.junit.jupiter.api.Test;

/** Workers that misbehave, as shell scripts: real processes that die, hang and answer nonsense. */
class WorkerPoolTest {

    private static final PixelFormat ONE_PIXEL = new PixelFormat(TransferSyntax.JPEG_BASELINE, 1, 1, 1, 8, 8, 7, false,
            Photometric.MONOCHROME2, false, false);
    private static final int REQUEST = Wire.REQUEST_HEADER + 1;
    /** Answers every frame with the sample 7. */
    private static final String GOOD =
            "printf '\\052'; while head -c " + REQUEST + " >/dev/null; do printf '\\000\\000\\000\\000\\001\\007'; done";
    private static final WorkerLimits LIMITS =
            new WorkerLimits(1, Duration.ofMillis(400), Duration.ofSeconds(20), Duration.ofSeconds(60));

    @Test
    void decode_workerDies_thatFrameFailsTheNextIsFine() throws Exception {
        try (WorkerPool pool = pool(LIMITS, "printf '\\052'; head -c 10 >/dev/null; exit 1", GOOD)) {
            assertFails(pool, Kind.FAILED);
            assertThat(pool.decode(ONE_PIXEL, new byte[1])).containsExactly(7);
        }
    }

    @Test
    void decode_workerHangs_killedAfterTheLimitAndTheNextIsFine() throws Exception {
        try (WorkerPool pool = pool(LIMITS, "printf '\\052'; exec sleep 1000", GOOD)) {
            assertFails(pool, Kind.FAILED);
            assertThat(pool.decode(ONE_PIXEL, new byte[1])).containsExactly(7);
        }
    }

    @Test
    void decode_workerAnswersMoreThanThePicture_notBelieved() throws Exception {
        try (WorkerPool pool =
                pool(LIMITS, "printf '\\052'; head -c 10 >/dev/null; printf '\\000\\177\\377\\377\\377'; cat", GOOD)) {
            assertFails(pool, Kind.FAILED);
            assertThat(pool.decode(ONE_PIXEL, new byte[1])).containsExactly(7);
        }
    }

    @Test
    void decode_workerSaysTheFrameIsBad_thatIsTheAnswerAndTheWorkerStays() throws Exception {
        AtomicInteger started = new AtomicInteger();
        String refuses = "printf '\\052'; while head -c " + REQUEST
                + " >/dev/null; do printf '\\001\\000\\000\\000\\002no'; done";
        WorkerPool counting = new WorkerPool(
                () -> {
                    started.incrementAndGet();
                    return shell(refuses);
                },
                LIMITS);
        try (counting) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> counting.decode(ONE_PIXEL, new byte[1]))
                        .isInstanceOf(FrameDecodingException.class)
                        .hasMessage("no");
            }
            assertThat(started).hasValue(1);
        }
    }

    @Test
    void decode_moreFramesThanWorkers_allAnswered() throws Exception {
        try (WorkerPool pool = pool(LIMITS, GOOD);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<byte[]>> frames = java.util.stream.IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> {
                        go.await();
                        return pool.decode(ONE_PIXEL, new byte[1]);
                    }))
                    .toList();
            go.countDown();
            for (Future<byte[]> frame : frames) {
                assertThat(frame.get()).containsExactly(7);
            }
        }
    }

    @Test
    void decode_nothingMoreToDo_workerEnds() throws Exception {
        WorkerLimits shortLived =
                new WorkerLimits(1, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(50));
        try (WorkerPool pool = pool(shortLived, GOOD)) {
            pool.decode(ONE_PIXEL, new byte[1]);
            for (int i = 0; i < 200 && pool.idleWorkers() > 0; i++) {
                new CountDownLatch(1).await(25, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
            assertThat(pool.idleWorkers()).isZero();
            assertThat(pool.decode(ONE_PIXEL, new byte[1])).containsExactly(7);
        }
    }

    private static void assertFails(WorkerPool pool, Kind kind) {
        assertThatThrownBy(() -> pool.decode(ONE_PIXEL, new byte[1]))
                .isInstanceOfSatisfying(
                        FrameDecodingException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** Workers in the order given, the last one again and again. */
    private static WorkerPool pool(WorkerLimits limits, String... scripts) {
        AtomicInteger next = new AtomicInteger();
        return new WorkerPool(
                () -> shell(scripts[Math.min(next.getAndIncrement(), scripts.length - 1)]), limits);
    }

    private static WorkerCommand shell(String script) {
        return new WorkerCommand(List.of("/bin/sh", "-c", "PATH=/usr/bin:/bin; " + script));
    }
}
