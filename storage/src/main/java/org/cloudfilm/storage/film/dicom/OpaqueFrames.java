package org.cloudfilm.storage.film.dicom;

import java.util.Objects;

/** Frames whose bytes cannot be cut out of the stored ones; see {@link FrameTable#addressable}. */
record OpaqueFrames(int count) implements FrameTable {

    static final OpaqueFrames NONE = new OpaqueFrames(0);

    @Override
    public boolean addressable() {
        return count == 0;
    }

    @Override
    public long[] ranges(int frame) {
        Objects.checkIndex(frame - 1, count);
        throw new IllegalStateException("the frames of this instance are not byte ranges");
    }

    @Override
    public FrameTable shifted(long by) {
        return this;
    }

    @Override
    public byte[] encode() {
        return FrameTableCodec.encode(this);
    }
}
