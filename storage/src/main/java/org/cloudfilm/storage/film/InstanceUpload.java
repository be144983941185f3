package org.cloudfilm.storage.film;

import java.util.Optional;

/**
 * One instance on its way in. Not thread safe.
 *
 * <p>The bytes written are the data set alone: no preamble, no file meta information (PS3.10 section 7.1). They are
 * parsed, checksummed and appended to a segment as they come; pixel data is never held in memory.
 */
public interface InstanceUpload extends AutoCloseable {

    /**
     * Takes the next bytes of the data set. Never throws for what the bytes say: once they turn out to be
     * unacceptable the rest is swallowed and {@link #commit} says why.
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * The identifiers, as soon as they have been read: before the pixel data at the latest, unless the data set is
     * unacceptable. The doors compare them with what the sender announced before they commit.
     */
    Optional<InstanceIds> ids();

    /** Makes the instance durable and visible, or says why not. Blocks for the group commit. */
    StoreOutcome commit();

    /** Gives the instance up unless it was committed; what was written is undone. Safe to call twice. */
    @Override
    void close();
}
