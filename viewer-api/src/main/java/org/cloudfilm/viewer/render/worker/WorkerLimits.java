package org.cloudfilm.viewer.render.worker;

import java.time.Duration;

/**
 * @param workers  processes at most
 * @param perFrame after this long on one frame a worker is killed
 * @param queue    how long a frame waits for a free worker
 * @param idle     after this long without work a worker ends
 */
public record WorkerLimits(int workers, Duration perFrame, Duration queue, Duration idle) {

    public static WorkerLimits defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new WorkerLimits(
                Math.clamp(cores, 1, 8), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));
    }
}
