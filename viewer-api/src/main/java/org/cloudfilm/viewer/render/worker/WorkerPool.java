package org.cloudfilm.viewer.render.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;
import org.cloudfilm.viewer.render.PixelFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few worker processes: started when there is something to decode, stopped when there was nothing for a while,
 * killed and replaced when one takes too long. Thread safe.
 */
final class WorkerPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Supplier<WorkerCommand> command;
    private final WorkerLimits limits;
    private final Semaphore places;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor clock;
    private boolean closed;
    private boolean reaping;

    private record Idle(WorkerProcess worker, long since) {}

    WorkerPool(Supplier<WorkerCommand> command, WorkerLimits limits) {
        this.command = command;
        this.limits = limits;
        this.places = new Semaphore(limits.workers(), true);
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("frame-worker-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(5, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    /** Decodes with whichever worker is free; waits for one as long as the limits say. */
    byte[] decode(PixelFormat format, byte[] frame) throws FrameDecodingException {
        if (!enter()) {
            throw new FrameDecodingException(Kind.BUSY, "all decoders are busy");
        }
        try {
            WorkerProcess worker = take();
            boolean fit = false;
            try {
                byte[] samples = timed(worker, format, frame);
                fit = true;
                return samples;
            } catch (FrameDecodingException e) {
                fit = true;
                throw e;
            } catch (IOException e) {
                LOG.warn("a decoding worker ended on a frame of transfer syntax {}", format.transferSyntax());
                throw new FrameDecodingException(Kind.FAILED, "the decoder gave up on this frame");
            } finally {
                if (fit) {
                    giveBack(worker);
                } else {
                    worker.kill();
                }
            }
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        try {
            return places.tryAcquire(limits.queue().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private byte[] timed(WorkerProcess worker, PixelFormat format, byte[] frame) throws IOException {
        ScheduledFuture<?> alarm = within(START_LIMIT, worker);
        try {
            worker.greet();
        } finally {
            alarm.cancel(false);
        }
        alarm = within(limits.perFrame(), worker);
        try {
            return worker.decode(format, frame);
        } finally {
            alarm.cancel(false);
        }
    }

    private ScheduledFuture<?> within(Duration limit, WorkerProcess worker) {
        return clock.schedule(worker::kill, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private WorkerProcess take() throws FrameDecodingException {
        synchronized (idle) {
            while (!idle.isEmpty()) {
                WorkerProcess worker = idle.pop().worker();
                if (worker.alive()) {
                    return worker;
                }
            }
        }
        try {
            return new WorkerProcess(command.get());
        } catch (IOException e) {
            LOG.error("no decoding worker can be started: {}", e.getMessage());
            throw new FrameDecodingException(Kind.BUSY, "no decoder can be started");
        }
    }

    private void giveBack(WorkerProcess worker) {
        synchronized (idle) {
            if (closed) {
                worker.kill();
                return;
            }
            idle.push(new Idle(worker, System.nanoTime()));
            if (!reaping) {
                reaping = true;
                clock.schedule(this::stopIdle, limits.idle().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void stopIdle() {
        synchronized (idle) {
            long before = System.nanoTime() - limits.idle().toNanos();
            for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
                Idle one = all.next();
                if (one.since() - before <= 0) {
                    one.worker().kill();
                    all.remove();
                }
            }
            reaping = !idle.isEmpty() && !closed;
            if (reaping) {
                clock.schedule(this::stopIdle, Math.max(10, limits.idle().toMillis() / 4), TimeUnit.MILLISECONDS);
            }
        }
    }

    int idleWorkers() {
        synchronized (idle) {
            return idle.size();
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(one -> one.worker().kill());
            idle.clear();
        }
        clock.shutdownNow();
    }
}
