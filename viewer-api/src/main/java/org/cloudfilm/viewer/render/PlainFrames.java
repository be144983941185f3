package org.cloudfilm.viewer.render;

import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** Frames that Java decodes by itself, in bounds it checks: uncompressed and RLE. */
public final class PlainFrames {

    private PlainFrames() {}

    public static boolean supports(PixelFormat format) {
        return !format.transferSyntax().encapsulated() || format.transferSyntax().equals(TransferSyntax.RLE_LOSSLESS);
    }

    public static DecodedFrame decode(PixelFormat format, byte[] frame) throws FrameDecodingException {
        return format.transferSyntax().encapsulated()
                ? RleFrame.decode(format, frame)
                : NativeFrame.decode(format, frame);
    }
}
