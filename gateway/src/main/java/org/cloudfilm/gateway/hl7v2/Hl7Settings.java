package org.cloudfilm.gateway.hl7v2;

import java.time.Duration;
import java.util.Set;

/**
 * How the MLLP server listens and what it puts up with.
 *
 * @param host           the address to listen on; empty means all
 * @param port           the port to listen on; 0 takes a free one
 * @param maxConnections connections at once; one more is closed
 * @param maxMessage     the longest message taken, in bytes; a longer one is answered with a rejection
 * @param largeMessages  messages of more than 256 KiB held at once; others wait, unread, for their turn
 * @param idleTimeout    longest silence between two messages: interface engines keep connections open all day
 * @param messageTimeout longest time from a message's first byte to its last
 * @param processingIds  MSH-11 of messages that are taken: what is for training or a test must not get among the records
 * @param stopTimeout    how long a stopping server waits for messages being stored
 */
public record Hl7Settings(
        String host,
        int port,
        int maxConnections,
        int maxMessage,
        int largeMessages,
        Duration idleTimeout,
        Duration messageTimeout,
        Set<String> processingIds,
        Duration stopTimeout) {

    public Hl7Settings {
        require(host != null, "host must not be null");
        require(port >= 0 && port <= 65535, "port must be 0 to 65535");
        require(maxConnections >= 1 && maxConnections <= 10_000, "max-connections must be 1 to 10000");
        require(maxMessage >= 4096 && maxMessage <= 64 << 20, "max-message must be 4096 to 67108864");
        require(largeMessages >= 1 && largeMessages <= 1000, "large-messages must be 1 to 1000");
        require(isPositive(idleTimeout), "idle-timeout must be positive");
        require(isPositive(messageTimeout), "message-timeout must be positive");
        require(processingIds != null && !processingIds.isEmpty() && Set.of("P", "T", "D").containsAll(processingIds),
                "processing-ids must be of P, T and D");
        processingIds = Set.copyOf(processingIds);
        require(isPositive(stopTimeout), "stop-timeout must be positive");
    }

    private static boolean isPositive(Duration duration) {
        return duration != null && duration.toMillis() > 0 && duration.toMillis() <= Integer.MAX_VALUE;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("cloudfilm.hl7v2: " + message);
        }
    }
}
