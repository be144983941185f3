package org.cloudfilm.standalone.node;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows that a request comes from a process of this deployment: {@code Authorization: Cloudfilm-Node TIME.SIGNATURE},
 * HMAC-SHA-256 over the time in seconds and the path with its query. Good for a minute and for reading alone.
 */
final class NodeSignature {

    private static final Pattern HEADER = Pattern.compile("Cloudfilm-Node (\\d{9,11})\\.([0-9a-f]{64})");
    private static final long FRESH_SECONDS = 60;

    private final SecretKeySpec key;
    private final Clock clock;

    NodeSignature(byte[] secret, Clock clock) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.clock = clock;
    }

    String header(String target) {
        long time = clock.instant().getEpochSecond();
        return "Cloudfilm-Node " + time + "." + sign(time, target);
    }

    /** @param header null when there is none */
    boolean accepts(String header, String target) {
        Matcher given = HEADER.matcher(header == null ? "" : header);
        if (!given.matches()) {
            return false;
        }
        long time = Long.parseLong(given.group(1));
        boolean fresh = Math.abs(clock.instant().getEpochSecond() - time) <= FRESH_SECONDS;
        return fresh && MessageDigest.isEqual(
                given.group(2).getBytes(StandardCharsets.US_ASCII), sign(time, target).getBytes(StandardCharsets.US_ASCII));
    }

    private String sign(long time, String target) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((time + "\n" + target).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
