package org.cloudfilm.viewer.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Markers and Huffman codes of a baseline JPEG with one component (ITU-T T.81 annexes B, F and K.3). */
final class JpegBits {

    /** Coded at once. */
    static final int BLOCKS = 64;

    private static final int[] DC_COUNTS = {0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
    private static final int[] DC_SYMBOLS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    private static final int[] AC_COUNTS = {0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D};
    private static final int[] AC_SYMBOLS = {
        0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22, 0x71,
        0x14, 0x32, 0x81, 0x91, 0xA1, 0x08, 0x23, 0x42, 0xB1, 0xC1, 0x15, 0x52, 0xD1, 0xF0, 0x24, 0x33, 0x62, 0x72,
        0x82, 0x09, 0x0A, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x34, 0x35, 0x36, 0x37,
        0x38, 0x39, 0x3A, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59,
        0x5A, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0x83,
        0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0xA2, 0xA3,
        0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xC2, 0xC3,
        0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xD9, 0xDA, 0xE1, 0xE2,
        0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA
    };
    /** Code in the upper bits, its length in the lowest five. */
    private static final int[] DC = codes(DC_COUNTS, DC_SYMBOLS);
    private static final int[] AC = codes(AC_COUNTS, AC_SYMBOLS);
    private static final int LENGTH_BITS = 5;
    private static final int LENGTH = (1 << LENGTH_BITS) - 1;
    private static final int END_OF_BLOCK = 0;
    private static final int SIXTEEN_ZEROS = 0xF0;

    /** Levels from here up to, but not including, its negative have code and value together in one table. */
    private static final int SMALL = -32;
    /** By the zeros before and the level, as {@link #AC}. */
    private static final int[] AC_SMALL = small();

    /** Of one block: 64 codes of 16 bits with values of at most 11. */
    private static final int MOST_PER_BLOCK = 64 * 27 / 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long[] nonZero = new long[BLOCKS];
    /** Codes of some blocks before zeros are put behind each byte of ones. */
    private final byte[] raw = new byte[BLOCKS * MOST_PER_BLOCK + 2 * Long.BYTES];
    private byte[] bytes;
    private int length;
    /** Less than a byte of bits that belong to the next blocks, at the upper end. */
    private long rest;
    private int restBits;
    private int before;

    JpegBits(int expected) {
        bytes = new byte[expected];
    }

    private static int[] codes(int[] counts, int[] symbols) {
        int[] codes = new int[256];
        int code = 0;
        int at = 0;
        for (int size = 1; size <= 16; size++, code <<= 1) {
            for (int i = 0; i < counts[size - 1]; i++) {
                codes[symbols[at++]] = code++ << LENGTH_BITS | size;
            }
        }
        return codes;
    }

    private static int[] small() {
        int[] table = new int[16 * 2 * -SMALL];
        for (int zeros = 0; zeros < 16; zeros++) {
            for (int level = SMALL; level < -SMALL; level++) {
                if (level != 0) {
                    table[zeros * 2 * -SMALL + level - SMALL] = withValue(AC[zeros << 4 | size(level)], level);
                }
            }
        }
        return table;
    }

    void header(int width, int height, int[] quantization, int[] zigzag) {
        put(0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
        put(0xFF, 0xDB, 0, 67, 0);
        for (int i : zigzag) {
            put(quantization[i]);
        }
        put(0xFF, 0xC0, 0, 11, 8, height >> 8, height & 0xFF, width >> 8, width & 0xFF, 1, 1, 0x11, 0);
        put(0xFF, 0xC4, 0, 31, 0);
        put(DC_COUNTS);
        put(DC_SYMBOLS);
        put(0xFF, 0xC4, 0, 181, 0x10);
        put(AC_COUNTS);
        put(AC_SYMBOLS);
        put(0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0);
    }

    private void put(int... values) {
        for (int value : values) {
            bytes[length++] = (byte) value;
        }
    }

    /**
     * Codes blocks side by side.
     *
     * @param levels    of all blocks; the one at place {@code i} of the zigzag of block {@code b} is
     *                  {@code levels[positions[i] + b]}
     * @param count     of blocks, at most {@value #BLOCKS}
     */
    void blocks(int[] levels, int[] positions, int count) {
        markNonZero(levels, positions, count);
        byte[] to = raw;
        int at = 0;
        long bits = rest;
        int pending = restBits;
        int dc = before;
        for (int block = 0; block < count; block++) {
            int step = levels[block] - dc;
            dc = levels[block];
            int code = withValue(DC[size(step)], step);
            long left = nonZero[block];
            int last = 0;
            while (true) {
                // without a branch: whole bytes are done, what is written of others is written again
                pending += code & LENGTH;
                bits |= (long) (code >>> LENGTH_BITS) << 64 - pending;
                LONGS.set(to, at, bits);
                at += pending >>> 3;
                bits <<= pending & 0x38;
                pending &= 7;
                if (left == 0) {
                    if (last == 63) {
                        break;
                    }
                    last = 63;
                    code = AC[END_OF_BLOCK];
                    continue;
                }
                int i = Long.numberOfTrailingZeros(left);
                int zeros = i - last - 1;
                if (zeros > 15) {
                    last += 16;
                    code = AC[SIXTEEN_ZEROS];
                    continue;
                }
                left &= left - 1;
                last = i;
                int level = levels[positions[i] + block];
                int place = level - SMALL;
                code = (place & 2 * SMALL) == 0
                        ? AC_SMALL[zeros * 2 * -SMALL + place]
                        : withValue(AC[zeros << 4 | size(level)], level);
            }
        }
        rest = bits;
        restBits = pending;
        before = dc;
        stuff(at);
    }

    /** A bit for each place of the zigzag but the first, without branches: most levels are zero, but never foreseeably. */
    private void markNonZero(int[] levels, int[] positions, int count) {
        Arrays.fill(nonZero, 0);
        for (int i = 1; i < 64; i++) {
            long bit = 1L << i;
            int at = positions[i];
            for (int block = 0; block < count; block++) {
                int level = levels[at + block];
                nonZero[block] |= (level | -level) >> 31 & bit;
            }
        }
    }

    private static int size(int value) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    /** A code, then as many bits of the value as its size tells; 26 at most. */
    private static int withValue(int code, int value) {
        int size = size(value);
        int extra = value + (value >> 31) & (1 << size) - 1;
        return ((code >> LENGTH_BITS) << size | extra) << LENGTH_BITS | (code & LENGTH) + size;
    }

    /** Takes over the first bytes of {@link #raw}, a zero behind each byte of ones. */
    private void stuff(int count) {
        int most = length + 2 * count + 16;
        if (bytes.length < most) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, most));
        }
        int end = count & -Long.BYTES;
        for (int i = 0; i < end; i += Long.BYTES) {
            long eight = (long) LONGS.get(raw, i);
            if ((~eight - 0x0101010101010101L & eight & 0x8080808080808080L) == 0) {
                LONGS.set(bytes, length, eight);
                length += Long.BYTES;
            } else {
                one(raw, i, i + Long.BYTES);
            }
        }
        one(raw, end, count);
    }

    private void one(byte[] from, int start, int end) {
        for (int i = start; i < end; i++) {
            bytes[length++] = from[i];
            if (from[i] == -1) {
                bytes[length++] = 0;
            }
        }
    }

    byte[] finish() {
        if (restBits > 0) {
            // the rest of the byte is ones
            raw[0] = (byte) (rest >>> 56 | 0xFF >>> restBits);
            stuff(1);
        }
        put(0xFF, 0xD9);
        return Arrays.copyOf(bytes, length);
    }
}
