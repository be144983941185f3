package org.cloudfilm.storage.film.dicom;

import java.util.Arrays;
import java.util.BitSet;

/** The fragments of encapsulated pixel data as they pass by. */
final class Fragments {

    private byte[] offsetTable;
    private long[] starts = new long[16];
    private int count;
    private long end;
    private final BitSet opening = new BitSet();
    private boolean marker;

    boolean awaitsOffsetTable() {
        return offsetTable == null;
    }

    void offsetTable(byte[] table) {
        offsetTable = table;
    }

    /** @param start of the fragment's value */
    void add(long start, long length) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = start;
        marker = false;
        end = start + length;
    }

    /**
     * Tells the first bytes of the newest fragment, one by one: a codestream of the JPEG family opens with SOI or SOC.
     *
     * @return whether no more of them are of interest
     */
    boolean opensWith(byte b) {
        if (!marker) {
            marker = b == (byte) 0xFF;
            return !marker;
        }
        marker = false;
        if (b == (byte) 0xD8 || b == 0x4F) {
            opening.set(count - 1);
        }
        return true;
    }

    /**
     * Which fragments make which of {@code frames} frames, by whatever says so: one for each; the offset table; the
     * markers that open a codestream. Frames without bytes are left out.
     */
    FrameTable table(int frames) {
        long[] positions = Arrays.copyOf(starts, count + 1);
        positions[count] = count == 0 ? 0 : end + EncapsulatedFrames.ITEM_HEADER;
        if (count == 0) {
            return FrameTable.none();
        }
        if (count == frames) {
            return EncapsulatedFrames.oneEach(positions);
        }
        if (frames == 1) {
            return new EncapsulatedFrames(positions, new int[] {0, count});
        }
        int[] firsts = byOffsetTable(frames);
        if (firsts == null && opening.cardinality() == frames && opening.get(0)) {
            firsts = opening.stream().toArray();
        }
        if (firsts != null) {
            firsts = Arrays.copyOf(firsts, frames + 1);
            firsts[frames] = count;
            return new EncapsulatedFrames(positions, firsts);
        }
        // a film cut short has fewer frames than it claims; a video is one stream of many
        boolean cutShort = count < frames && opening.cardinality() == count;
        return cutShort && count > 1 ? EncapsulatedFrames.oneEach(positions) : new OpaqueFrames(frames);
    }

    private int[] byOffsetTable(int frames) {
        if (offsetTable.length != 4L * frames) {
            return null;
        }
        int[] firsts = new int[frames];
        for (int frame = 0; frame < frames; frame++) {
            long offset = Integer.toUnsignedLong((int) Numbers.INT.get(offsetTable, 4 * frame));
            int index = Arrays.binarySearch(starts, 0, count, starts[0] + offset);
            if (index < 0 || (frame == 0 ? index != 0 : index <= firsts[frame - 1])) {
                return null;
            }
            firsts[frame] = index;
        }
        return firsts;
    }
}
