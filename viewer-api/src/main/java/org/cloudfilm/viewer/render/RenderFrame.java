package org.cloudfilm.viewer.render;

import java.util.Optional;

/** Decoded samples become a picture for the eye (PS3.4 annex N): modality, VOI, polarity, palette, colour space. */
final class RenderFrame {

    private RenderFrame() {}

    /** @param asked the window the viewer wants instead of the image's own; colour images take none */
    static Picture render(DecodedFrame frame, Presentation how, Optional<Window> asked) {
        PixelFormat format = frame.format();
        if (format.samples() >= 3) {
            return colour(frame);
        }
        if (format.photometric() == Photometric.PALETTE_COLOR && how.palette().isPresent()) {
            return palette(frame, how.palette().get());
        }
        Gray gray = gray(frame, how, asked);
        byte[] picture = format.bytesPerSample() > 2 ? bySample(frame, how, gray) : byTable(frame, how, gray);
        return new Picture(format.columns(), format.rows(), 1, picture);
    }

    private static Gray gray(DecodedFrame frame, Presentation how, Optional<Window> asked) {
        if (asked.isPresent()) {
            return new Gray.Windowed(asked.get());
        }
        if (how.window().isPresent()) {
            return new Gray.Windowed(how.window().get());
        }
        return how.voi()
                .<Gray>map(Gray.Looked::new)
                .orElseGet(() -> new Gray.Windowed(GuessWindow.of(frame, how)));
    }

    private static byte[] byTable(DecodedFrame frame, Presentation how, Gray gray) {
        byte[] table = GrayTable.of(frame, how, gray);
        byte[] from = frame.samples();
        int mask = GrayTable.mask(frame.format());
        byte[] to = new byte[frame.format().pixels()];
        if (frame.format().bytesPerSample() == 1) {
            for (int i = 0; i < to.length; i++) {
                to[i] = table[from[i] & mask];
            }
        } else {
            for (int i = 0; i < to.length; i++) {
                to[i] = table[(short) Samples.SHORTS.get(from, 2 * i) & mask];
            }
        }
        return to;
    }

    private static byte[] bySample(DecodedFrame frame, Presentation how, Gray gray) {
        Samples samples = new Samples(frame);
        boolean inverse = frame.format().photometric() == Photometric.MONOCHROME1;
        byte[] to = new byte[frame.format().pixels()];
        for (int i = 0; i < to.length; i++) {
            double number = samples.number(i);
            int brightness = Double.isNaN(number) ? 0 : gray.of(how.value(number));
            to[i] = (byte) (inverse ? 255 - brightness : brightness);
        }
        return to;
    }

    private static Picture palette(DecodedFrame frame, Palette palette) {
        PixelFormat format = frame.format();
        Samples samples = new Samples(frame);
        byte[] rgb = new byte[format.pixels() * 3];
        for (int i = 0; i < format.pixels(); i++) {
            int value = samples.value(samples.raw(i));
            rgb[3 * i] = (byte) Palette.top(palette.red(), value);
            rgb[3 * i + 1] = (byte) Palette.top(palette.green(), value);
            rgb[3 * i + 2] = (byte) Palette.top(palette.blue(), value);
        }
        return new Picture(format.columns(), format.rows(), 3, rgb);
    }

    private static Picture colour(DecodedFrame frame) {
        PixelFormat format = frame.format();
        boolean ybr = format.photometric().luminanceChrominance();
        byte[] from = eightBits(frame);
        byte[] rgb = new byte[format.pixels() * 3];
        for (int i = 0, at = 0; i < rgb.length; i += 3, at += format.samples()) {
            if (ybr) {
                toRgb(from, at, rgb, i);
            } else {
                rgb[i] = from[at];
                rgb[i + 1] = from[at + 1];
                rgb[i + 2] = from[at + 2];
            }
        }
        return new Picture(format.columns(), format.rows(), 3, rgb);
    }

    private static byte[] eightBits(DecodedFrame frame) {
        PixelFormat format = frame.format();
        if (format.bytesPerSample() == 1 && format.bitsStored() == 8) {
            return frame.samples();
        }
        Samples samples = new Samples(frame);
        byte[] bytes = new byte[samples.count()];
        int most = format.bitsStored();
        for (int i = 0; i < bytes.length; i++) {
            int value = samples.value(samples.raw(i));
            bytes[i] = (byte) (most > 8 ? value >>> most - 8 : value * 255 / ((1 << most) - 1));
        }
        return bytes;
    }

    /** PS3.3 C.7.6.3.1.2, as JPEG has it too (ITU-T T.871), in 16 bits of fraction. */
    private static void toRgb(byte[] ybr, int at, byte[] rgb, int to) {
        int y = (ybr[at] & 0xFF) << 16;
        int b = (ybr[at + 1] & 0xFF) - 128;
        int r = (ybr[at + 2] & 0xFF) - 128;
        rgb[to] = clamped(y + 91881 * r);
        rgb[to + 1] = clamped(y - 22554 * b - 46802 * r);
        rgb[to + 2] = clamped(y + 116130 * b);
    }

    private static byte clamped(int fraction) {
        return (byte) Math.clamp(fraction + 32768 >> 16, 0, 255);
    }
}
