package org.cloudfilm.viewer.render;

import org.cloudfilm.storage.film.dicom.TransferSyntax;

/**
 * How the bytes of one frame are to be read: the Image Pixel module (PS3.3 C.7.6.3) as plain values.
 *
 * @param samples  Samples per Pixel, 1 or 3 (4 in retired objects)
 * @param planar   Planar Configuration 1: all of one colour, then all of the next
 * @param floating Float or Double Float Pixel Data; bits allocated is 32 or 64 then
 */
public record PixelFormat(
        TransferSyntax transferSyntax,
        int rows,
        int columns,
        int samples,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        Photometric photometric,
        boolean planar,
        boolean floating) {

    /** A frame of more bytes than this is not decoded. */
    public static final long MAX_FRAME_BYTES = 96L << 20;

    public PixelFormat {
        require(rows >= 1 && rows <= 65535 && columns >= 1 && columns <= 65535, "rows and columns");
        require(samples >= 1 && samples <= 4, "samples per pixel");
        require(
                floating
                        ? bitsAllocated == 32 || bitsAllocated == 64
                        : bitsAllocated == 1 || bitsAllocated == 8 || bitsAllocated == 16 || bitsAllocated == 32,
                "bits allocated");
        require(bitsStored >= 1 && bitsStored <= bitsAllocated, "bits stored");
        require(highBit >= bitsStored - 1 && highBit < bitsAllocated, "high bit");
    }

    private static void require(boolean good, String what) {
        if (!good) {
            throw new IllegalArgumentException("impossible " + what);
        }
    }

    public int pixels() {
        return Math.multiplyExact(rows, columns);
    }

    /** Bytes one sample takes once decoded; single bits take a byte each. */
    public int bytesPerSample() {
        return (bitsAllocated + 7) / 8;
    }

    /** Bytes of the decoded frame. */
    public long decodedLength() {
        return (long) rows * columns * samples * bytesPerSample();
    }

    /** Bytes in memory at once while a frame is decoded: its samples, and what they are made from. */
    long decodingMemory() {
        return transferSyntax.encapsulated() ? decodedLength() * 3 / 2 : decodedLength();
    }

    /** Bytes of the frame when stored native (PS3.5 section 8.1.1), the last one padded with bits. */
    public long nativeLength() {
        long pixels = (long) rows * columns;
        if (photometric.subsampled() && samples == 3) {
            return (pixels + 1) / 2 * 4 * bytesPerSample();
        }
        return bitsAllocated == 1 ? (pixels * samples + 7) / 8 : decodedLength();
    }

    /** The same frame decoded: native little endian, colour by pixel. */
    public PixelFormat decoded(Photometric colours) {
        return new PixelFormat(
                TransferSyntax.EXPLICIT_VR_LE,
                rows,
                columns,
                samples,
                bytesPerSample() * 8,
                bitsStored,
                highBit,
                signed,
                colours,
                false,
                floating);
    }
}
