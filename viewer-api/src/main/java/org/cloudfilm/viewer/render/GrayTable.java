package org.cloudfilm.viewer.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Brightness for every bit pattern of up to 16 bits. The images of a series share theirs, so the last few are kept. */
final class GrayTable {

    private record Key(boolean wide, int bitsStored, int highBit, boolean signed, boolean inverse, double slope,
            double intercept, Window window) {}

    private static final Cache<Key, byte[]> KEPT = Caffeine.newBuilder().maximumSize(32).build();

    private GrayTable() {}

    /** Indexed by the raw bits of a sample, or by its stored bits where these are the low ones. */
    static byte[] of(DecodedFrame frame, Presentation how, Gray gray) {
        PixelFormat format = frame.format();
        if (how.modality().isPresent() || !(gray instanceof Gray.Windowed(Window window))) {
            return build(frame, how, gray);
        }
        Key key = new Key(
                format.bytesPerSample() == 2,
                format.bitsStored(),
                format.highBit(),
                format.signed(),
                format.photometric() == Photometric.MONOCHROME1,
                how.slope(),
                how.intercept(),
                window);
        return KEPT.get(key, k -> build(frame, how, gray));
    }

    /** Of the index: the fewer, the sooner a table is made and the more of it stays in the processor's cache. */
    private static int bits(PixelFormat format) {
        return format.highBit() == format.bitsStored() - 1 ? format.bitsStored() : format.bytesPerSample() * 8;
    }

    /** What of the raw bits of a sample is the index. */
    static int mask(PixelFormat format) {
        return (1 << bits(format)) - 1;
    }

    private static byte[] build(DecodedFrame frame, Presentation how, Gray gray) {
        Samples samples = new Samples(frame);
        byte[] table = new byte[1 << bits(frame.format())];
        boolean inverse = frame.format().photometric() == Photometric.MONOCHROME1;
        for (int raw = 0; raw < table.length; raw++) {
            int brightness = gray.of(how.value(samples.value(raw)));
            table[raw] = (byte) (inverse ? 255 - brightness : brightness);
        }
        return table;
    }
}
