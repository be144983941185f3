package org.cloudfilm.storage.record;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** New logical ids: UUIDs of version 7 (RFC 9562 section 5.7), so that the ids of one time lie side by side. */
final class LogicalIds {

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    LogicalIds(InstantSource clock) {
        this.clock = clock;
    }

    String next() {
        byte[] chance = new byte[10];
        random.nextBytes(chance);
        long high = clock.millis() << 16 | 0x7000 | (chance[0] & 0x0f) << 8 | chance[1] & 0xff;
        long low = 0;
        for (int i = 2; i < chance.length; i++) {
            low = low << 8 | chance[i] & 0xff;
        }
        return new UUID(high, low & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L).toString();
    }

    /** Whether it is of the kind that is made here. A hospital may give such ids, too. */
    static boolean likeOurs(String id) {
        try {
            UUID uuid = UUID.fromString(id);
            return uuid.version() == 7 && uuid.toString().equals(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
