package org.cloudfilm.viewer.render;

import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** What comes out of a compressed frame: which colours, which bits. */
public final class CompressedFrame {

    private CompressedFrame() {}

    /**
     * The format of the decoded samples. Decoders undo the colour transformation of JPEG 2000 but leave that of JPEG
     * alone, and many senders say RGB of a YBR JPEG: there the codestream knows better than the data set.
     */
    public static PixelFormat decoded(PixelFormat format, Codestream stream) {
        PixelFormat decoded = format.decoded(colours(format, stream));
        // compressed samples are right aligned whatever the high bit was (PS3.5 section 8.2)
        return stream.precision() > format.bitsStored()
                ? decoded
                : new PixelFormat(
                        decoded.transferSyntax(),
                        decoded.rows(),
                        decoded.columns(),
                        decoded.samples(),
                        decoded.bitsAllocated(),
                        decoded.bitsStored(),
                        decoded.bitsStored() - 1,
                        decoded.signed(),
                        decoded.photometric(),
                        false,
                        false);
    }

    private static Photometric colours(PixelFormat format, Codestream stream) {
        Photometric said = format.photometric();
        if (format.samples() != 3) {
            return said;
        }
        if (lossy(format.transferSyntax()) && stream.colours() != Codestream.Colours.UNSAID) {
            return stream.colours() == Codestream.Colours.RGB ? Photometric.RGB : Photometric.YBR_FULL;
        }
        return switch (said) {
            case YBR_ICT, YBR_RCT -> Photometric.RGB;
            case YBR_FULL_422, YBR_PARTIAL_422, YBR_PARTIAL_420 -> Photometric.YBR_FULL;
            default -> said;
        };
    }

    private static boolean lossy(TransferSyntax syntax) {
        return syntax.equals(TransferSyntax.JPEG_BASELINE) || syntax.equals(TransferSyntax.JPEG_EXTENDED);
    }
}
