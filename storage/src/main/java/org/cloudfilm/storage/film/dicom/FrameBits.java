package org.cloudfilm.storage.film.dicom;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where an uncompressed frame lies, to the bit: frames of single bits follow each other across the boundaries of bytes,
 * packed from the least significant bit up (PS3.5 section 8.1.1).
 *
 * @param first bit, counted from where the positions of the header count from: the start of the Part 10 entry, as if
 *              the data set lay there inflated
 * @param count of bits, 1 or more
 */
public record FrameBits(long first, long count) {

    /**
     * @param header with native pixel data as a reference
     * @param frame  counts from 1 and is one of those there are
     * @return empty when the pixel data is encapsulated, so that only its fragments may tell
     */
    public static Optional<FrameBits> of(Dataset header, int frame) {
        return IntStream.of(Tags.PixelData, Tags.FloatPixelData, Tags.DoubleFloatPixelData)
                .mapToObj(header::get)
                .flatMap(Optional::stream)
                .filter(element -> element instanceof Element.Bulk pixels && !pixels.encapsulated())
                .findFirst()
                .map(pixels -> {
                    long bits = FrameLayout.bitsPerFrame(header, pixels.tag());
                    return new FrameBits(8 * ((Element.Bulk) pixels).ref().offset() + (frame - 1) * bits, bits);
                });
    }

    /** Of the byte that has the first bit. */
    public long offset() {
        return first / 8;
    }

    /** How many bits of that byte come before. */
    public int shift() {
        return (int) (first % 8);
    }

    /** Bytes that have a bit of the frame. */
    public long span() {
        return (shift() + count + 7) / 8;
    }

    /** Bytes of the frame on its own. */
    public long length() {
        return (count + 7) / 8;
    }
}
