package org.cloudfilm.viewer.settlement.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a callback is the channel's own, fresh, and not the same message once more: {@code Channel-Signature} is
 * Ed25519 over {@code Channel-Timestamp}, {@code Channel-Nonce} and the body, each ended by a line feed. The nonces of
 * callbacks that are still fresh are remembered; the channel signs anew when it repeats one.
 */
final class CallbackSignature {

    private static final int REMEMBERED = 100_000;

    private final PublicKey key;
    private final Duration fresh;
    private final InstantSource clock;
    private final Cache<String, Boolean> seen;

    CallbackSignature(PublicKey key, Duration fresh, InstantSource clock) {
        this.key = key;
        this.fresh = fresh;
        this.clock = clock;
        this.seen = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(fresh.multipliedBy(3)).build();
    }

    /** True once for each callback. */
    boolean accepts(Map<String, List<String>> headers, byte[] body) {
        Optional<String> time = header(headers, "Channel-Timestamp").filter(text -> text.matches("\\d{9,11}"));
        Optional<String> nonce = header(headers, "Channel-Nonce").filter(text -> text.matches("[0-9A-Za-z]{16,64}"));
        Optional<String> signature = header(headers, "Channel-Signature");
        return time.isPresent()
                && nonce.isPresent()
                && signature.isPresent()
                && isFresh(Long.parseLong(time.get()))
                && isSigned(time.get(), nonce.get(), body, signature.get())
                && seen.asMap().putIfAbsent(nonce.get(), true) == null;
    }

    private boolean isFresh(long seconds) {
        return Math.abs(clock.instant().getEpochSecond() - seconds) <= fresh.toSeconds();
    }

    private boolean isSigned(String time, String nonce, byte[] body, String base64) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update((time + "\n" + nonce + "\n").getBytes(StandardCharsets.US_ASCII));
            signature.update(body);
            signature.update((byte) '\n');
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Exactly one value. */
    private static Optional<String> header(Map<String, List<String>> headers, String name) {
        List<String> values = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
