package org.cloudfilm.storage.film.dicom;

/**
 * Where the frames of an instance lie, as byte ranges counted from the start of its Part 10 entry. Native frames are
 * arithmetic; encapsulated ones are runs of fragments (PS3.5 annex A.4). Immutable.
 */
public sealed interface FrameTable permits NativeFrames, EncapsulatedFrames, OpaqueFrames {

    /** No pixel data. */
    static FrameTable none() {
        return OpaqueFrames.NONE;
    }

    int count();

    /**
     * Whether frames can be read as byte ranges of the stored bytes. They cannot when the data set is deflated, when
     * frames of single bits share bytes, or when nothing says which fragments make which frame; then {@link #ranges}
     * throws, and {@link FrameBits} says what can be said.
     */
    boolean addressable();

    /**
     * The byte ranges of a frame, {@code [start, end)} pairs in order; more than one pair when an encapsulated frame
     * has several fragments. {@code frame} counts from 1, as frame numbers in DICOM do.
     *
     * @throws IndexOutOfBoundsException when there is no such frame
     * @throws IllegalStateException     when frames are not {@link #addressable}
     */
    long[] ranges(int frame);

    /** The same frames, all positions greater by {@code by}. */
    FrameTable shifted(long by);

    /** A compact form, about two bytes a frame, for the catalogue. */
    byte[] encode();

    /** Reads {@link #encode}; throws {@link IllegalArgumentException} for anything else. */
    static FrameTable decode(byte[] encoded) {
        return FrameTableCodec.decode(encoded);
    }
}
