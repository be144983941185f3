package org.cloudfilm.viewer.render;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.cloudfilm.viewer.render.worker.OpenCvLibrary;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Pictures to JPEG and PNG. In this process, colour and PNG natively: the samples encoded are our own, of a size we
 * know. ImageIO where there is no native library.
 */
final class PictureEncoder {

    private PictureEncoder() {}

    /** @param quality of JPEG, 1 to 100 */
    static byte[] encode(Picture picture, ImageType type, int quality) {
        if (type == ImageType.JPEG && picture.channels() == 1) {
            return GrayJpeg.encode(picture, quality);
        }
        return OpenCvLibrary.load() ? natively(picture, type, quality) : byImageIo(picture, type, quality);
    }

    static byte[] natively(Picture picture, ImageType type, int quality) {
        boolean gray = picture.channels() == 1;
        Mat image = new Mat(picture.height(), picture.width(), gray ? CvType.CV_8UC1 : CvType.CV_8UC3);
        image.put(0, 0, gray ? picture.samples() : swapped(picture.samples()));
        MatOfByte out = new MatOfByte();
        MatOfInt parameters = type == ImageType.JPEG
                ? new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, quality)
                : new MatOfInt(Imgcodecs.IMWRITE_PNG_COMPRESSION, 3);
        try {
            if (!Imgcodecs.imencode(type == ImageType.JPEG ? ".jpg" : ".png", image, out, parameters)) {
                throw new IllegalStateException("picture could not be encoded");
            }
            return out.toArray();
        } finally {
            parameters.release();
            out.release();
            image.release();
        }
    }

    private static byte[] swapped(byte[] rgb) {
        byte[] bgr = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i += 3) {
            bgr[i] = rgb[i + 2];
            bgr[i + 1] = rgb[i + 1];
            bgr[i + 2] = rgb[i];
        }
        return bgr;
    }

    static byte[] byImageIo(Picture picture, ImageType type, int quality) {
        boolean gray = picture.channels() == 1;
        BufferedImage image = new BufferedImage(
                picture.width(),
                picture.height(),
                gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] from = gray ? picture.samples() : swapped(picture.samples());
        System.arraycopy(from, 0, to, 0, to.length);
        ImageWriter writer = JdkImageIo.writer(type == ImageType.JPEG ? "jpeg" : "png");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to.length / 8 + 1024);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (type == ImageType.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality / 100f);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new IllegalStateException("picture could not be encoded", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
