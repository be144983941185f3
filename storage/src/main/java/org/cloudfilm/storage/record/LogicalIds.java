package org.cloudfilm.storage.record;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * New logical ids: UUIDs of version 7 (RFC 9562 section 5.7), so that the ids of one time lie side by side. Their last 16
 * bits follow from the others: whether an id was made here can be told from it alone, but for one in 65,536 that only
 * look so.
 */
final class LogicalIds {

    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int CHECK_BITS = 16;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    LogicalIds(InstantSource clock) {
        this.clock = clock;
    }

    String next() {
        long chance = random.nextLong();
        long high = clock.millis() << 16 | 0x7000 | chance & 0x0fff;
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, checked(high, low)).toString();
    }

    static boolean made(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.toString().equals(id)
                    && uuid.version() == 7
                    && uuid.getLeastSignificantBits() == checked(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The lower half with the last bits as they must be: those of the others, well mixed. */
    private static long checked(long high, long low) {
        long rest = low >>> CHECK_BITS;
        long mixed = (high ^ rest * 0x9E37_79B9_7F4A_7C15L) * 0xBF58_476D_1CE4_E5B9L;
        return rest << CHECK_BITS | mixed >>> Long.SIZE - CHECK_BITS;
    }
}
