package org.cloudfilm.storage.record;

import java.time.ZoneId;

/**
 * Where dates without a zone are taken to be, in records and in searches alike: the index holds moments, so both must
 * read them in one zone. All of China keeps this one; with another, every record has to be indexed again.
 */
public final class LocalZone {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private LocalZone() {}
}
