package org.cloudfilm.storage.film.dicom;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of a frame table: a kind, then base-128 numbers, low seven bits first. Fragment lengths are even in all
 * correct data, so they are written rotated right by one bit to make those numbers small.
 */
final class FrameTableCodec {

    private static final int OPAQUE = 0;
    private static final int NATIVE = 1;
    private static final int ENCAPSULATED_ONE_EACH = 2;
    private static final int ENCAPSULATED = 3;

    private FrameTableCodec() {}

    static byte[] encode(FrameTable frames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (frames) {
            case OpaqueFrames opaque -> {
                out.write(OPAQUE);
                number(out, opaque.count());
            }
            case NativeFrames plain -> {
                out.write(NATIVE);
                number(out, plain.start());
                number(out, plain.frameLength());
                number(out, plain.count());
            }
            case EncapsulatedFrames fragments -> encodeFragments(out, fragments);
        }
        return out.toByteArray();
    }

    private static void encodeFragments(ByteArrayOutputStream out, EncapsulatedFrames frames) {
        long[] starts = frames.starts();
        boolean oneEach = frames.count() == starts.length - 1;
        out.write(oneEach ? ENCAPSULATED_ONE_EACH : ENCAPSULATED);
        number(out, starts[0]);
        number(out, starts.length - 1L);
        for (int i = 0; i + 1 < starts.length; i++) {
            long length = starts[i + 1] - starts[i] - EncapsulatedFrames.ITEM_HEADER;
            number(out, (length >>> 1) | ((length & 1) << 33));
        }
        if (!oneEach) {
            number(out, frames.count());
            for (int i = 0; i < frames.count(); i++) {
                number(out, frames.firsts()[i + 1] - frames.firsts()[i]);
            }
        }
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static FrameTable decode(byte[] encoded) {
        Numbers in = new Numbers(encoded);
        FrameTable frames = switch ((int) in.next()) {
            case OPAQUE -> new OpaqueFrames(in.nextInt());
            case NATIVE -> new NativeFrames(in.next(), in.next(), in.nextInt());
            case ENCAPSULATED_ONE_EACH -> EncapsulatedFrames.oneEach(starts(in));
            case ENCAPSULATED -> {
                long[] starts = starts(in);
                yield new EncapsulatedFrames(starts, firsts(in, starts.length - 1));
            }
            default -> throw Numbers.broken();
        };
        if (in.at != encoded.length) {
            throw Numbers.broken();
        }
        return frames;
    }

    private static long[] starts(Numbers in) {
        long first = in.next();
        int fragments = in.count();
        long[] starts = new long[fragments + 1];
        starts[0] = first;
        for (int i = 0; i < fragments; i++) {
            long rotated = in.next();
            long length = ((rotated & 0x1_FFFF_FFFFL) << 1) | (rotated >>> 33);
            starts[i + 1] = starts[i] + length + EncapsulatedFrames.ITEM_HEADER;
        }
        return starts;
    }

    private static int[] firsts(Numbers in, int fragments) {
        int count = in.count();
        int[] firsts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            firsts[i + 1] = firsts[i] + Math.min(in.nextInt(), fragments + 1);
            if (firsts[i + 1] > fragments) {
                throw Numbers.broken();
            }
        }
        return firsts;
    }

    private static final class Numbers {
        private final byte[] bytes;
        private int at;

        Numbers(byte[] bytes) {
            this.bytes = bytes;
        }

        long next() {
            long value = 0;
            for (int shift = 0; shift < 63 && at < bytes.length; shift += 7) {
                byte b = bytes[at++];
                value |= (long) (b & 0x7F) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw broken();
        }

        int nextInt() {
            long value = next();
            if (value > Integer.MAX_VALUE) {
                throw broken();
            }
            return (int) value;
        }

        /** A number of things that take at least a byte each, so that a broken one cannot claim gigabytes. */
        int count() {
            int count = nextInt();
            if (count > bytes.length - at) {
                throw broken();
            }
            return count;
        }

        static IllegalArgumentException broken() {
            return new IllegalArgumentException("not an encoded frame table");
        }
    }
}
