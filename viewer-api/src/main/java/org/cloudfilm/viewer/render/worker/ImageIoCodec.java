package org.cloudfilm.viewer.render.worker;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;
import org.cloudfilm.viewer.render.JdkImageIo;
import org.cloudfilm.viewer.render.PixelFormat;

/** What Java itself can: JPEG of 8 bits. For machines OpenCV was not built for. */
final class ImageIoCodec implements Codec {

    static boolean supports(TransferSyntax syntax) {
        return syntax.equals(TransferSyntax.JPEG_BASELINE);
    }

    @Override
    public ByteBuffer decode(PixelFormat format, ByteBuffer frame) throws FrameDecodingException {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        ImageReader reader = JdkImageIo.reader("jpeg");
        try {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)), true, true);
            // the raster, since the image would come with its colours converted
            Raster raster = reader.readRaster(0, null);
            if (raster.getWidth() != format.columns()
                    || raster.getHeight() != format.rows()
                    || raster.getNumBands() != format.samples()) {
                throw new FrameDecodingException(Kind.MALFORMED, "the decoded picture is not what was announced");
            }
            return samples(format, raster);
        } catch (IOException | RuntimeException e) {
            throw e instanceof FrameDecodingException known
                    ? known
                    : new FrameDecodingException(Kind.MALFORMED, "the codestream cannot be decoded");
        } finally {
            reader.dispose();
        }
    }

    private static ByteBuffer samples(PixelFormat format, Raster raster) {
        ByteBuffer samples = ByteBuffer.allocateDirect((int) format.decodedLength()).order(ByteOrder.LITTLE_ENDIAN);
        int[] row = new int[format.columns() * format.samples()];
        for (int y = 0; y < format.rows(); y++) {
            for (int value : raster.getPixels(0, y, format.columns(), 1, row)) {
                if (format.bytesPerSample() == 1) {
                    samples.put((byte) value);
                } else {
                    samples.putShort((short) value);
                }
            }
        }
        return samples.flip();
    }
}
