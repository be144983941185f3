package org.cloudfilm.gateway.dimse;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the DICOM server listens and what it puts up with.
 *
 * @param aeTitle         our application entity title (PS3.5 section 6.2, VR AE)
 * @param host            the address to listen on; empty means all
 * @param port            the port to listen on; 0 takes a free one
 * @param maxAssociations associations at once; one more is rejected as "local limit exceeded"
 * @param maxPdu          the longest P-DATA-TF PDU we take, in bytes without its header; announced to the peer
 * @param artimTimeout    the ARTIM timer (PS3.8 section 9.1.5): for the association request to be complete, and for the
 *                        peer to close the connection after a rejection, abort or release
 * @param idleTimeout     longest silence within an association, between messages and within one
 * @param stopTimeout     how long a stopping server waits for instances in flight
 * @param receiveBuffer   socket receive buffer in bytes; 0 leaves it to the system, which then grows it as needed
 */
public record DicomSettings(
        String aeTitle,
        String host,
        int port,
        int maxAssociations,
        int maxPdu,
        Duration artimTimeout,
        Duration idleTimeout,
        Duration stopTimeout,
        int receiveBuffer) {

    private static final Pattern AE_TITLE = Pattern.compile("[!-\\[\\]-~](?:[ -\\[\\]-~]{0,14}[!-\\[\\]-~])?");

    public DicomSettings {
        require(aeTitle != null && AE_TITLE.matcher(aeTitle).matches(), "ae-title must have 1 to 16 ASCII characters");
        require(host != null, "host must not be null");
        require(port >= 0 && port <= 65535, "port must be 0 to 65535");
        require(maxAssociations >= 1 && maxAssociations <= 10_000, "max-associations must be 1 to 10000");
        require(maxPdu >= 4096 && maxPdu <= 16 << 20, "max-pdu must be 4096 to 16777216");
        require(isPositive(artimTimeout), "artim-timeout must be positive");
        require(isPositive(idleTimeout), "idle-timeout must be positive");
        require(isPositive(stopTimeout), "stop-timeout must be positive");
        require(receiveBuffer >= 0, "receive-buffer must not be negative");
    }

    /** What holds where nothing is configured, on every address. */
    public static DicomSettings defaults() {
        return new DicomSettings(
                "CLOUDFILM",
                "",
                11112,
                100,
                256 << 10,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(8),
                0);
    }

    private static boolean isPositive(Duration duration) {
        return duration != null && duration.toMillis() > 0 && duration.toMillis() <= Integer.MAX_VALUE;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("cloudfilm.dicom: " + message);
        }
    }
}
