package org.cloudfilm.viewer.render.worker;

import java.util.Set;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.render.Codestream;
import org.cloudfilm.viewer.render.CompressedFrame;
import org.cloudfilm.viewer.render.DecodedFrame;
import org.cloudfilm.viewer.render.FrameDecoder;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;
import org.cloudfilm.viewer.render.PixelFormat;
import org.cloudfilm.viewer.render.PlainFrames;

/** Native and RLE frames in this process, in Java; everything else checked here and decoded by a worker. */
public final class SafeFrameDecoder implements FrameDecoder, AutoCloseable {

    private static final Set<TransferSyntax> BY_WORKERS = Set.of(
            TransferSyntax.JPEG_BASELINE,
            TransferSyntax.JPEG_EXTENDED,
            TransferSyntax.JPEG_LOSSLESS,
            TransferSyntax.JPEG_LOSSLESS_SV1,
            TransferSyntax.JPEG_LS_LOSSLESS,
            TransferSyntax.JPEG_LS_NEAR_LOSSLESS,
            TransferSyntax.JPEG_2000_LOSSLESS,
            TransferSyntax.JPEG_2000,
            TransferSyntax.HTJ2K_LOSSLESS,
            TransferSyntax.HTJ2K_LOSSLESS_RPCL,
            TransferSyntax.HTJ2K);

    private final WorkerPool workers;

    public SafeFrameDecoder(WorkerLimits limits) {
        this(new WorkerPool(WorkerCommand::forDecoding, limits));
    }

    SafeFrameDecoder(WorkerPool workers) {
        this.workers = workers;
    }

    @Override
    public boolean supports(PixelFormat format) {
        return PlainFrames.supports(format)
                || BY_WORKERS.contains(format.transferSyntax())
                        && !format.floating()
                        && format.bitsAllocated() >= 8
                        && (OpenCvLibrary.file().isPresent() || ImageIoCodec.supports(format.transferSyntax()));
    }

    @Override
    public DecodedFrame decode(PixelFormat format, byte[] frame) throws FrameDecodingException {
        if (format.decodedLength() > PixelFormat.MAX_FRAME_BYTES) {
            throw new FrameDecodingException(Kind.TOO_LARGE, "frame is larger than what is decoded");
        }
        if (PlainFrames.supports(format)) {
            return PlainFrames.decode(format, frame);
        }
        if (!supports(format)) {
            throw new FrameDecodingException(
                    Kind.UNSUPPORTED, "transfer syntax " + format.transferSyntax() + " is not decoded here");
        }
        Codestream stream = Codestream.read(frame);
        stream.check(format);
        PixelFormat decoded = CompressedFrame.decoded(format, stream);
        return new DecodedFrame(decoded, workers.decode(decoded, frame));
    }

    @Override
    public void close() {
        workers.close();
    }
}
