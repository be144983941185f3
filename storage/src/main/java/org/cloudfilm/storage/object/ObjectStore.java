package org.cloudfilm.storage.object;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps immutable byte objects under keys: packs, derived images, attachments. Thread safe.
 *
 * <p>Of every method: absence is a value, never an exception; {@link ObjectStoreException} carries what to do about a
 * failure; every call ends in bounded time, its own few tries included. An object is visible whole or not at all,
 * at once, to every process that uses the same store.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Creates an object from a local file, unless the key is taken.
     *
     * <p>Atomic: of concurrent callers exactly one is told {@link Created#NEW}. Durable when it returns. On the same
     * disk the file gets a second name and no byte is copied, so the file must never be written to again; it stays
     * where it is and the caller may delete it. Large files go to S3 in parts.
     *
     * <p>Repeating is safe: after {@code UNAVAILABLE} the object may be there or not, and {@link Created#EXISTS} then
     * means that it is there, whole; it may be the work of one's own earlier try whose answer was lost. An upload that
     * failed half way leaves nothing visible and is aborted, now or (when the store cannot be reached) by
     * {@link #removeAbandonedUploads}.
     */
    Created putIfAbsent(ObjectKey key, Path file) throws ObjectStoreException;

    /** As {@link #putIfAbsent(ObjectKey, Path)}, for what is small enough to be held in memory. */
    Created putIfAbsent(ObjectKey key, byte[] bytes) throws ObjectStoreException;

    /**
     * Creates or replaces a small object. Atomic: a reader sees the old or the new bytes, never a mixture, and a
     * stream that is open keeps the bytes it began with or fails. Durable when it returns. Repeating is safe.
     */
    void put(ObjectKey key, byte[] bytes) throws ObjectStoreException;

    /**
     * Streams a part of an object; empty when there is no such object. The caller closes the stream.
     *
     * <p>The stream yields exactly {@code length} bytes, or throws {@link ObjectStoreException} from a read: a
     * connection cut in the middle is resumed a few times, and a range that reaches past the end of the object is
     * {@code BAD_RANGE}, from here or from the stream. A length of 0 is an empty stream. Never reads the whole object
     * for a part of it, nor holds more than a buffer.
     */
    Optional<InputStream> read(ObjectKey key, long offset, long length) throws ObjectStoreException;

    /** Size and, where the store keeps one, the checksum of an object; empty when there is no such object. */
    Optional<ObjectStat> stat(ObjectKey key) throws ObjectStoreException;

    /**
     * A page of the objects whose key starts with {@code prefix} (any string, also half a name; "" for all), in the
     * order of {@link ObjectKey#compareTo}, behind {@code after} if given.
     *
     * <p>Objects created or deleted between two pages may be seen or not; every other one is seen exactly once. Files
     * that are not objects are left out.
     *
     * @param limit of entries in the page, 1 to 1000
     */
    ObjectPage list(String prefix, Optional<ObjectKey> after, int limit) throws ObjectStoreException;

    /**
     * Deletes an object. Absent is as good as deleted, so repeating is safe. A stream that is open on it may go on or
     * fail with {@code UNAVAILABLE}.
     */
    void delete(ObjectKey key) throws ObjectStoreException;

    /** Where the object lies as a file of this machine, for zero-copy sending. Empty when absent or not local. */
    Optional<Path> localFile(ObjectKey key) throws ObjectStoreException;

    /** Asks the store for next to nothing and throws if it cannot be used right now. For health checks. */
    void check() throws ObjectStoreException;

    /**
     * Gives back the space of uploads that were begun more than {@code age} ago and never finished, by whatever
     * process. Returns how many. One day is a good age: far longer than any upload takes.
     */
    int removeAbandonedUploads(Duration age) throws ObjectStoreException;

    /** Lets connections and threads go. Objects stay. */
    @Override
    void close();

    /** The outcome of a conditional create. */
    enum Created {
        /** this call made the object */
        NEW,
        /** the key was taken; nothing was changed */
        EXISTS
    }
}
