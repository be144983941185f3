package org.cloudfilm.viewer.render;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where the pictures of a series lie in their object: the pictures one after the other, then this index, then its
 * footer. Big endian.
 * <pre>
 * entry    digest of the instance (16 bytes) · u32 frame · u64 offset · u32 length of the full picture
 *          · u32 length of the thumbnail, which follows it
 * footer   u32 entries · u32 CRC-32C of the entries · "CFP1"
 * </pre>
 */
final class PreparedIndex {

    static final int FOOTER = 12;
    private static final int DIGEST = 16;
    static final int ENTRY = DIGEST + 4 + 8 + 4 + 4;
    private static final int MAGIC = 0x43465031;
    private static final int MAX_ENTRIES = 1 << 20;

    private final Map<String, Place> places;

    /** Bytes of an object, end exclusive. */
    record Range(long start, long end) {}

    private record Place(long offset, int full, int thumbnail) {}

    PreparedIndex() {
        this.places = new LinkedHashMap<>();
    }

    private PreparedIndex(int size) {
        this.places = HashMap.newHashMap(size);
    }

    int size() {
        return places.size();
    }

    void add(String digest, int frame, long offset, int full, int thumbnail) {
        places.put(key(digest, frame), new Place(offset, full, thumbnail));
    }

    Optional<Range> find(String digest, int frame, boolean thumbnail) {
        Place place = places.get(key(digest, frame));
        if (place == null) {
            return Optional.empty();
        }
        long start = thumbnail ? place.offset() + place.full() : place.offset();
        return Optional.of(new Range(start, start + (thumbnail ? place.thumbnail() : place.full())));
    }

    private static String key(String digest, int frame) {
        return digest + '/' + frame;
    }

    /** Entries and footer. */
    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(places.size() * ENTRY + FOOTER);
        places.forEach((key, place) -> {
            int slash = key.indexOf('/');
            out.put(HexFormat.of().parseHex(key, 0, slash))
                    .putInt(Integer.parseInt(key, slash + 1, key.length(), 10))
                    .putLong(place.offset())
                    .putInt(place.full())
                    .putInt(place.thumbnail());
        });
        int crc = crc(out.duplicate().flip());
        out.putInt(places.size()).putInt(crc).putInt(MAGIC);
        return out.array();
    }

    /** The number of entries a footer tells; throws when it is none. */
    static int entries(byte[] footer) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(footer);
        int entries = in.getInt(0);
        if (footer.length != FOOTER || in.getInt(8) != MAGIC || entries < 0 || entries > MAX_ENTRIES) {
            throw new IOException("no index of pictures");
        }
        return entries;
    }

    /** @param encoded entries and footer */
    static PreparedIndex decode(byte[] encoded) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            int end = encoded.length - FOOTER;
            if (crc(ByteBuffer.wrap(encoded, 0, end)) != in.getInt(end + 4)) {
                throw new IOException("index of pictures is damaged");
            }
            PreparedIndex index = new PreparedIndex(end / ENTRY);
            byte[] digest = new byte[DIGEST];
            while (in.position() < end) {
                in.get(digest);
                index.add(HexFormat.of().formatHex(digest), in.getInt(), in.getLong(), in.getInt(), in.getInt());
            }
            return index;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("index of pictures is damaged", e);
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
