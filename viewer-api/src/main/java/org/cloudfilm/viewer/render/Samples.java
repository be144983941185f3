package org.cloudfilm.viewer.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The values in decoded samples: stored bits cut out, sign taken into account. */
final class Samples {

    static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle BIG_INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FLOATS = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final PixelFormat format;
    private final byte[] bytes;
    private final int down;
    private final int up;

    Samples(DecodedFrame frame) {
        this.format = frame.format();
        this.bytes = frame.samples();
        this.up = 31 - format.highBit();
        this.down = 32 - format.bitsStored();
    }

    int count() {
        return format.pixels() * format.samples();
    }

    /** The bits as they lie there, unsigned for up to 16 bits. */
    int raw(int i) {
        return switch (format.bytesPerSample()) {
            case 1 -> bytes[i] & 0xFF;
            case 2 -> (short) SHORTS.get(bytes, 2 * i) & 0xFFFF;
            default -> (int) INTS.get(bytes, 4 * i);
        };
    }

    /** The value in some raw bits; above the range of int for unsigned values of 32 bits only, wrapped then. */
    int value(int raw) {
        return format.signed() ? raw << up >> down : raw << up >>> down;
    }

    double number(int i) {
        if (!format.floating()) {
            int value = value(raw(i));
            return format.signed() ? value : value & 0xFFFFFFFFL;
        }
        return format.bytesPerSample() == 4 ? (float) FLOATS.get(bytes, 4 * i) : (double) DOUBLES.get(bytes, 8 * i);
    }
}
