package org.cloudfilm.viewer.render.worker;

import java.nio.ByteBuffer;
import org.cloudfilm.viewer.render.PixelFormat;

/** From a decoder's samples to DICOM's: width, sign and the order of colours. */
final class SampleCopy {

    private SampleCopy() {}

    /**
     * Fills {@code to} from its start.
     *
     * @param from  samples of {@code width} bytes, colours as BGR when there are three
     * @param width 1 or 2 (4 as they are), at most the format's own
     */
    static void copy(ByteBuffer from, int width, ByteBuffer to, PixelFormat format) {
        int count = format.pixels() * format.samples();
        boolean colour = format.samples() >= 3;
        boolean extend = format.signed() && format.bitsStored() < format.bytesPerSample() * 8;
        if (width == format.bytesPerSample() && !colour && !extend) {
            to.put(0, from, 0, count * width);
            return;
        }
        int shift = 32 - format.bitsStored();
        int samples = format.samples();
        for (int i = 0; i < count; i++) {
            int at = i;
            if (colour) {
                int component = i % samples;
                at = component < 3 ? i - component + 2 - component : i;
            }
            int value = width == 1
                    ? from.get(at) & 0xFF
                    : width == 2 ? from.getShort(2 * at) & 0xFFFF : from.getInt(4 * at);
            if (extend) {
                value = value << shift >> shift;
            }
            switch (format.bytesPerSample()) {
                case 1 -> to.put(i, (byte) value);
                case 2 -> to.putShort(2 * i, (short) value);
                default -> to.putInt(4 * i, value);
            }
        }
    }
}
