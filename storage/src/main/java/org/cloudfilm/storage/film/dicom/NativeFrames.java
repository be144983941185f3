package org.cloudfilm.storage.film.dicom;

import java.util.Objects;

/**
 * Uncompressed frames of one size, one after the other.
 *
 * @param frameLength in bytes
 */
record NativeFrames(long start, long frameLength, int count) implements FrameTable {

    NativeFrames {
        if (start < 0 || frameLength < 1 || count < 0) {
            throw new IllegalArgumentException("frames must have a place and a size");
        }
    }

    @Override
    public boolean addressable() {
        return true;
    }

    @Override
    public long[] ranges(int frame) {
        long from = start + Objects.checkIndex(frame - 1, count) * frameLength;
        return new long[] {from, from + frameLength};
    }

    @Override
    public FrameTable shifted(long by) {
        return new NativeFrames(start + by, frameLength, count);
    }

    @Override
    public byte[] encode() {
        return FrameTableCodec.encode(this);
    }
}
