package org.cloudfilm.viewer.render;

import org.cloudfilm.viewer.render.FrameDecodingException.Kind;

/** RLE Lossless (PS3.5 annex G): one segment per byte of a sample, most significant first. */
final class RleFrame {

    private static final int HEADER = 64;

    private RleFrame() {}

    static DecodedFrame decode(PixelFormat format, byte[] frame) throws FrameDecodingException {
        int width = format.bytesPerSample();
        int segments = format.samples() * width;
        if (frame.length < HEADER || format.bitsAllocated() == 1 || segments > 15) {
            throw malformed("no RLE header");
        }
        if (int32(frame, 0) != segments) {
            throw malformed("RLE frame of " + (int32(frame, 0) & 0xFFFFFFFFL) + " segments, " + segments + " expected");
        }
        byte[] samples = new byte[(int) format.decodedLength()];
        for (int i = 0; i < segments; i++) {
            long start = int32(frame, 4 + 4 * i) & 0xFFFFFFFFL;
            long end = i + 1 < segments ? int32(frame, 8 + 4 * i) & 0xFFFFFFFFL : frame.length;
            if (start < HEADER || end < start || end > frame.length) {
                throw malformed("RLE segment outside the frame");
            }
            int colour = i / width;
            int littleEndianByte = width - 1 - i % width;
            unpack(frame, (int) start, (int) end, samples, colour * width + littleEndianByte, segments, format.pixels());
        }
        Photometric colours =
                format.photometric().subsampled() ? Photometric.YBR_FULL : format.photometric();
        return new DecodedFrame(format.decoded(colours), samples);
    }

    /** PackBits: a count byte, then literals or one byte to repeat. Surplus output is padding and dropped. */
    private static void unpack(byte[] in, int from, int end, byte[] out, int first, int stride, int count)
            throws FrameDecodingException {
        int left = count;
        int to = first;
        int at = from;
        while (left > 0) {
            if (at >= end) {
                throw malformed("RLE segment is cut short");
            }
            int code = in[at++];
            if (code == -128) {
                continue;
            }
            int run = Math.min(left, code >= 0 ? code + 1 : 1 - code);
            if (code >= 0) {
                if (at + run > end) {
                    throw malformed("RLE segment is cut short");
                }
                for (int i = 0; i < run; i++, to += stride) {
                    out[to] = in[at + i];
                }
                at += code + 1;
            } else {
                if (at >= end) {
                    throw malformed("RLE segment is cut short");
                }
                byte value = in[at++];
                for (int i = 0; i < run; i++, to += stride) {
                    out[to] = value;
                }
            }
            left -= run;
        }
    }

    private static int int32(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    private static FrameDecodingException malformed(String message) {
        return new FrameDecodingException(Kind.MALFORMED, message);
    }
}
