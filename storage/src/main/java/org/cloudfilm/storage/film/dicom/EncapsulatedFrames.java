package org.cloudfilm.storage.film.dicom;

import java.util.Arrays;
import java.util.Objects;

/**
 * Compressed frames as runs of fragments. Fragments follow each other with an item header between them, so the start
 * of one and its length give the next.
 */
final class EncapsulatedFrames implements FrameTable {

    static final int ITEM_HEADER = 8;

    /** the start of each fragment's value, and where one more would start */
    private final long[] starts;
    /** the index of the first fragment of each frame, and the number of fragments */
    private final int[] firsts;

    EncapsulatedFrames(long[] starts, int[] firsts) {
        this.starts = starts;
        this.firsts = firsts;
    }

    /** {@code starts} as the field: one more than there are fragments. */
    static EncapsulatedFrames oneEach(long[] starts) {
        int[] firsts = new int[starts.length];
        Arrays.setAll(firsts, i -> i);
        return new EncapsulatedFrames(starts, firsts);
    }

    long[] starts() {
        return starts;
    }

    int[] firsts() {
        return firsts;
    }

    @Override
    public int count() {
        return firsts.length - 1;
    }

    @Override
    public boolean addressable() {
        return true;
    }

    @Override
    public long[] ranges(int frame) {
        int index = Objects.checkIndex(frame - 1, count());
        int fragments = firsts[index + 1] - firsts[index];
        long[] ranges = new long[2 * fragments];
        for (int i = 0; i < fragments; i++) {
            ranges[2 * i] = starts[firsts[index] + i];
            ranges[2 * i + 1] = starts[firsts[index] + i + 1] - ITEM_HEADER;
        }
        return ranges;
    }

    @Override
    public FrameTable shifted(long by) {
        long[] moved = starts.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by;
        }
        return new EncapsulatedFrames(moved, firsts);
    }

    @Override
    public byte[] encode() {
        return FrameTableCodec.encode(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncapsulatedFrames that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(firsts, that.firsts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + Arrays.hashCode(firsts);
    }

    @Override
    public String toString() {
        return "EncapsulatedFrames[count=" + count() + ", fragments=" + (starts.length - 1) + "]";
    }
}
