package org.cloudfilm.viewer.render;

import java.util.Arrays;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/** Uncompressed frames (PS3.5 section 8.1.1), little endian: planes, shared chrominance and packed bits undone. */
final class NativeFrame {

    private NativeFrame() {}

    static DecodedFrame decode(PixelFormat format, byte[] frame) throws FrameDecodingException {
        if (frame.length < format.nativeLength()) {
            throw new FrameDecodingException(Kind.MALFORMED, "frame is cut short");
        }
        if (format.bitsAllocated() == 1) {
            return new DecodedFrame(format.decoded(format.photometric()), unpackBits(format, frame));
        }
        if (format.photometric().subsampled() && format.samples() == 3) {
            PixelFormat full = format.decoded(Photometric.YBR_FULL);
            return new DecodedFrame(full, shareChrominance(full, frame));
        }
        if (format.planar() && format.samples() > 1) {
            return new DecodedFrame(format.decoded(format.photometric()), interleave(format, frame));
        }
        int length = (int) format.decodedLength();
        return new DecodedFrame(
                format.decoded(format.photometric()), frame.length == length ? frame : Arrays.copyOf(frame, length));
    }

    private static byte[] unpackBits(PixelFormat format, byte[] packed) {
        byte[] samples = new byte[(int) format.decodedLength()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (packed[i >> 3] >> (i & 7) & 1);
        }
        return samples;
    }

    /** From RRR…GGG…BBB… to RGBRGB…, samples of any width. */
    static byte[] interleave(PixelFormat format, byte[] planes) {
        int width = format.bytesPerSample();
        int pixels = format.pixels();
        int colours = format.samples();
        byte[] samples = new byte[pixels * colours * width];
        for (int colour = 0; colour < colours; colour++) {
            int from = colour * pixels * width;
            int to = colour * width;
            for (int i = 0; i < pixels; i++, to += colours * width) {
                for (int k = 0; k < width; k++) {
                    samples[to + k] = planes[from++];
                }
            }
        }
        return samples;
    }

    /** Y1 Y2 Cb Cr (PS3.3 C.7.6.3.1.2) becomes Y1 Cb Cr, Y2 Cb Cr. */
    private static byte[] shareChrominance(PixelFormat format, byte[] pairs) {
        int width = format.bytesPerSample();
        int pixels = format.pixels();
        byte[] samples = new byte[pixels * 3 * width];
        for (int i = 0; i < pixels; i++) {
            int pair = (i >> 1) * 4 * width;
            int to = i * 3 * width;
            System.arraycopy(pairs, pair + (i & 1) * width, samples, to, width);
            System.arraycopy(pairs, pair + 2 * width, samples, to + width, 2 * width);
        }
        return samples;
    }
}
