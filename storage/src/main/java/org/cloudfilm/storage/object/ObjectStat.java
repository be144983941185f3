package org.cloudfilm.storage.object;

import java.util.OptionalInt;

/**
 * What a store knows about an object without reading it.
 *
 * @param size   in bytes
 * @param crc32c of the whole object (RFC 3720 appendix B.4), if the store kept it
 */
public record ObjectStat(long size, OptionalInt crc32c) {}
