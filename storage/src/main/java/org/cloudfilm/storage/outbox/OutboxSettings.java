package org.cloudfilm.storage.outbox;

import java.time.Duration;

/**
 * How events are delivered.
 *
 * @param workers    threads
 * @param poll       pause when nothing is due
 * @param lease      after this long without an answer another worker takes the event again
 * @param firstPause after a failure; doubled with each
 * @param longestPause of them
 * @param tries      before an event is set aside
 */
public record OutboxSettings(
        int workers, Duration poll, Duration lease, Duration firstPause, Duration longestPause, int tries) {

    /** Some twelve hours of trying. */
    public static final OutboxSettings DEFAULT = new OutboxSettings(
            2, Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofHours(1), 24);

    public OutboxSettings withWorkers(int number) {
        return new OutboxSettings(number, poll, lease, firstPause, longestPause, tries);
    }

    Duration pauseAfter(int failures) {
        long factor = 1L << Math.min(failures - 1, 30);
        Duration pause = firstPause.multipliedBy(factor);
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
