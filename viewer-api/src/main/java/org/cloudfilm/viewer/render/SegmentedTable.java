package org.cloudfilm.viewer.render;

import java.util.Optional;

/** Segmented palettes (PS3.3 C.7.9.2): runs of entries, straight lines, and references to earlier segments. */
final class SegmentedTable {

    private static final int DISCRETE = 0;
    private static final int LINEAR = 1;
    private static final int INDIRECT = 2;

    private final int[] data;
    /** Bytes that a number of the data was. */
    private final int width;
    private final int[] entries;
    private int filled;

    private SegmentedTable(int[] data, int width, int count) {
        this.data = data;
        this.width = width;
        this.entries = new int[count];
    }

    /**
     * @param bits of an entry; with 8 of them everything in the segments is a byte, though some write words even then
     * @return {@code count} entries; empty when the segments make others
     */
    static Optional<int[]> expand(byte[] bytes, int bits, int count) {
        Optional<int[]> ofBytes = bits <= 8
                ? new SegmentedTable(ReadTables.single(bytes), 1, count).expand()
                : Optional.empty();
        return ofBytes.or(() -> new SegmentedTable(ReadTables.words(bytes), 2, count).expand());
    }

    private Optional<int[]> expand() {
        try {
            for (int at = 0; at < data.length && filled < entries.length; ) {
                at = segment(at, true);
            }
            return filled == entries.length ? Optional.of(entries) : Optional.empty();
        } catch (ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Takes the segment at this position and returns where the next one begins. */
    private int segment(int at, boolean mayRefer) {
        int length = data[at + 1];
        if (length == 0) {
            // each segment makes an entry at least, so that no table takes longer than it is
            throw new ArrayIndexOutOfBoundsException();
        }
        switch (data[at]) {
            case DISCRETE -> {
                for (int i = 0; i < length; i++) {
                    entries[filled++] = data[at + 2 + i];
                }
                return at + 2 + length;
            }
            case LINEAR -> {
                int start = filled == 0 ? 0 : entries[filled - 1];
                for (int i = 1; i <= length; i++) {
                    entries[filled++] = start + Math.round((data[at + 2] - start) * (float) i / length);
                }
                return at + 3;
            }
            case INDIRECT -> {
                if (!mayRefer) {
                    throw new ArrayIndexOutOfBoundsException();
                }
                int from = position(at + 2);
                for (int i = 0; i < length; i++) {
                    from = segment(from, false);
                }
                return at + 2 + 4 / width;
            }
            default -> throw new ArrayIndexOutOfBoundsException();
        }
    }

    /** Where a segment lies that is named by its offset in bytes, in four bytes. */
    private int position(int at) {
        int offset = 0;
        for (int i = 0; i < 4 / width; i++) {
            offset |= data[at + i] << 8 * width * i;
        }
        return offset / width;
    }
}
