package org.cloudfilm.storage.film.dicom;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Binary numbers of a value, which is little endian. */
final class Numbers {

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Numbers() {}

    /** In decimal; tags as eight hexadecimal digits; none for byte and word strings. A torn last number is left out. */
    static List<String> strings(Element.Value value) {
        Vr vr = value.vr();
        if (vr == Vr.UN || vr == Vr.OB || vr == Vr.OW || vr == Vr.OL || vr == Vr.OV || vr == Vr.OF || vr == Vr.OD) {
            return List.of();
        }
        byte[] bytes = value.bytes();
        int size = vr == Vr.AT ? 4 : vr.wordSize();
        List<String> values = new ArrayList<>(bytes.length / size);
        for (int at = 0; at + size <= bytes.length; at += size) {
            values.add(string(vr, bytes, at));
        }
        return values;
    }

    static String string(Vr vr, byte[] bytes, int at) {
        return switch (vr) {
            case AT -> Tags.hex(attribute(bytes, at));
            case US -> Integer.toString(unsignedShort(bytes, at));
            case SS -> Short.toString((short) SHORT.get(bytes, at));
            case UL -> Integer.toUnsignedString((int) INT.get(bytes, at));
            case SL -> Integer.toString((int) INT.get(bytes, at));
            case UV -> Long.toUnsignedString((long) LONG.get(bytes, at));
            case SV -> Long.toString((long) LONG.get(bytes, at));
            case FL -> Float.toString(Float.intBitsToFloat((int) INT.get(bytes, at)));
            case FD -> Double.toString(Double.longBitsToDouble((long) LONG.get(bytes, at)));
            default -> throw new IllegalArgumentException(vr + " holds no numbers");
        };
    }

    static int unsignedShort(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static int attribute(byte[] bytes, int at) {
        return unsignedShort(bytes, at) << 16 | unsignedShort(bytes, at + 2);
    }

    /** Turns big endian words into little endian ones, or back, in place. */
    static void swap(byte[] bytes, int wordSize) {
        for (int start = 0; start + wordSize <= bytes.length; start += wordSize) {
            for (int i = start, j = start + wordSize - 1; i < j; i++, j--) {
                byte kept = bytes[i];
                bytes[i] = bytes[j];
                bytes[j] = kept;
            }
        }
    }
}
