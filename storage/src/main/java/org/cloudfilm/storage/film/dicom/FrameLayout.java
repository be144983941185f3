package org.cloudfilm.storage.film.dicom;

import java.util.Locale;

/** Finds the frames in pixel data from what the header says of the image (PS3.5 section 8, PS3.3 C.7.6.3). */
final class FrameLayout {

    private FrameLayout() {}

    static FrameTable of(Dataset header, PixelSpan pixels, TransferSyntax syntax) {
        if (pixels == null) {
            return FrameTable.none();
        }
        int frames = Math.max(1, header.integer(Tags.NumberOfFrames, 1));
        if (pixels.fragments() != null) {
            return pixels.fragments().table(frames);
        }
        FrameTable plain = plain(header, pixels, frames);
        // uncompressed pixels under the name of a compressed transfer syntax would be taken for a codestream
        return syntax.encapsulated() && plain.count() > 0 ? new OpaqueFrames(plain.count()) : plain;
    }

    private static FrameTable plain(Dataset header, PixelSpan pixels, int frames) {
        long bits = bitsPerFrame(header, pixels.tag());
        if (bits <= 0 || pixels.length() == 0) {
            return FrameTable.none();
        }
        long length = (bits + 7) / 8;
        if (bits % 8 != 0 && frames > 1) {
            long present = Math.min(frames, pixels.length() * 8 / bits);
            return new OpaqueFrames((int) present);
        }
        long present = Math.min(frames, pixels.length() / length);
        return present == 0 ? FrameTable.none() : new NativeFrames(pixels.start(), length, (int) present);
    }

    /** Of native pixels; 0 or less when the header does not describe any. */
    static long bitsPerFrame(Dataset header, int pixelTag) {
        long rows = header.integer(Tags.Rows, 0);
        long columns = header.integer(Tags.Columns, 0);
        long samples = header.integer(Tags.SamplesPerPixel, 1);
        long allocated = switch (pixelTag) {
            case Tags.FloatPixelData -> 32;
            case Tags.DoubleFloatPixelData -> 64;
            default -> header.integer(Tags.BitsAllocated, 0);
        };
        return switch (header.string(Tags.PhotometricInterpretation, "").toUpperCase(Locale.ROOT)) {
            // two chrominance samples for two (422) or four (420) luminance ones
            case "YBR_FULL_422", "YBR_PARTIAL_422" -> rows * columns * allocated * 2;
            case "YBR_PARTIAL_420" -> rows * columns * allocated * 3 / 2;
            default -> rows * columns * allocated * samples;
        };
    }
}
