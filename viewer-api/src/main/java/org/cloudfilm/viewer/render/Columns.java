package org.cloudfilm.viewer.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Sorts the pixels of a line by their place in blocks of eight, so that all of one place lie side by side. */
final class Columns {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long BYTES = 0x00FF00FF00FF00FFL;
    private static final long SHORTS = 0x0000FFFF0000FFFFL;
    private static final long INTS = 0x00000000FFFFFFFFL;
    private static final int BLOCKS = JpegBits.BLOCKS;

    private Columns() {}

    /**
     * Takes {@value JpegBits#BLOCKS} blocks of eight pixels. Pixel {@code u} of block {@code b} comes to
     * {@code to[start + 64 u + b]}, less 128. Eight by eight bytes are turned at a time, in eight numbers.
     */
    static void apart(byte[] from, int at, byte[] to, int start) {
        for (int b = 0; b < BLOCKS; b += 8) {
            int first = at + 8 * b;
            long a0 = centred(from, first);
            long a1 = centred(from, first + 8);
            long a2 = centred(from, first + 16);
            long a3 = centred(from, first + 24);
            long a4 = centred(from, first + 32);
            long a5 = centred(from, first + 40);
            long a6 = centred(from, first + 48);
            long a7 = centred(from, first + 56);
            long x;
            a1 ^= x = (a0 >>> 8 ^ a1) & BYTES;
            a0 ^= x << 8;
            a3 ^= x = (a2 >>> 8 ^ a3) & BYTES;
            a2 ^= x << 8;
            a5 ^= x = (a4 >>> 8 ^ a5) & BYTES;
            a4 ^= x << 8;
            a7 ^= x = (a6 >>> 8 ^ a7) & BYTES;
            a6 ^= x << 8;
            a2 ^= x = (a0 >>> 16 ^ a2) & SHORTS;
            a0 ^= x << 16;
            a3 ^= x = (a1 >>> 16 ^ a3) & SHORTS;
            a1 ^= x << 16;
            a6 ^= x = (a4 >>> 16 ^ a6) & SHORTS;
            a4 ^= x << 16;
            a7 ^= x = (a5 >>> 16 ^ a7) & SHORTS;
            a5 ^= x << 16;
            a4 ^= x = (a0 >>> 32 ^ a4) & INTS;
            a0 ^= x << 32;
            a5 ^= x = (a1 >>> 32 ^ a5) & INTS;
            a1 ^= x << 32;
            a6 ^= x = (a2 >>> 32 ^ a6) & INTS;
            a2 ^= x << 32;
            a7 ^= x = (a3 >>> 32 ^ a7) & INTS;
            a3 ^= x << 32;
            int place = start + b;
            LONGS.set(to, place, a0);
            LONGS.set(to, place + BLOCKS, a1);
            LONGS.set(to, place + 2 * BLOCKS, a2);
            LONGS.set(to, place + 3 * BLOCKS, a3);
            LONGS.set(to, place + 4 * BLOCKS, a4);
            LONGS.set(to, place + 5 * BLOCKS, a5);
            LONGS.set(to, place + 6 * BLOCKS, a6);
            LONGS.set(to, place + 7 * BLOCKS, a7);
        }
    }

    private static long centred(byte[] from, int at) {
        return (long) LONGS.get(from, at) ^ 0x8080808080808080L;
    }
}
