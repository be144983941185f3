package org.cloudfilm.viewer.render.worker;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.FrameDecodingException.Kind;
import org.cloudfilm.viewer.render.PixelFormat;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** JPEG, JPEG-LS, JPEG 2000 and HTJ2K through OpenCV's DICOM readers. */
final class OpenCvCodec implements Codec {

    @Override
    public ByteBuffer decode(PixelFormat format, ByteBuffer frame) throws FrameDecodingException {
        Mat source = new Mat(1, frame.remaining(), CvType.CV_8UC1, frame);
        Mat picture = null;
        try {
            // without the flag for YBR the components come as they are in the stream
            picture = Imgcodecs.dicomJpgMatRead(source, Imgcodecs.DICOM_FLAG_UNSIGNED, Imgcodecs.IMREAD_UNCHANGED);
            if (picture == null || picture.empty()) {
                throw new FrameDecodingException(Kind.MALFORMED, "the codestream cannot be decoded");
            }
            return samples(format, picture);
        } catch (CvException e) {
            throw new FrameDecodingException(Kind.MALFORMED, "the codestream cannot be decoded");
        } finally {
            source.release();
            if (picture != null) {
                picture.release();
            }
        }
    }

    private static ByteBuffer samples(PixelFormat format, Mat picture) throws FrameDecodingException {
        int width = (int) picture.elemSize1();
        if (picture.rows() != format.rows()
                || picture.cols() != format.columns()
                || picture.channels() != format.samples()
                || !picture.isContinuous()
                || width > format.bytesPerSample()) {
            throw new FrameDecodingException(Kind.MALFORMED, "the decoded picture is not what was announced");
        }
        int count = format.pixels() * format.samples();
        ByteBuffer decoded = MemorySegment.ofAddress(picture.dataAddr())
                .reinterpret((long) count * width)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer samples = ByteBuffer.allocateDirect((int) format.decodedLength()).order(ByteOrder.LITTLE_ENDIAN);
        SampleCopy.copy(decoded, width, samples, format);
        return samples;
    }
}
