package org.cloudfilm.viewer.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Read back by another decoder. */
class GrayJpegTest {

    @Test
    void encode_anySizeAndQuality_asCloseAsTheOtherEncoderGets() throws Exception {
        Random random = new Random(5);
        int[][] sizes = {{1, 1}, {8, 8}, {9, 7}, {512, 16}, {513, 9}, {1030, 20}, {100, 300}};
        for (int[] size : sizes) {
            for (int quality : new int[] {1, 30, 85, 100}) {
                Picture picture = noise(size[0], size[1], 256, random);
                double ours = error(picture, GrayJpeg.encode(picture, quality));
                double others = error(picture, PictureEncoder.byImageIo(picture, ImageType.JPEG, quality));
                assertThat(ours)
                        .as("%d × %d, quality %d", size[0], size[1], quality)
                        .isLessThanOrEqualTo(others * 1.05 + 0.5);
            }
        }
    }

    @Test
    void encode_manyDifferentPictures_allReadable() throws Exception {
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            Picture picture = noise(1 + random.nextInt(90), 1 + random.nextInt(40), 1 + random.nextInt(256), random);
            assertThat(error(picture, GrayJpeg.encode(picture, 95))).isLessThan(8);
        }
    }

    @Test
    void encode_flatPicture_flat() throws Exception {
        byte[] samples = new byte[700 * 30];
        java.util.Arrays.fill(samples, (byte) 200);
        Picture picture = new Picture(700, 30, 1, samples);
        assertThat(error(picture, GrayJpeg.encode(picture, 85))).isLessThan(1);
    }

    private static Picture noise(int width, int height, int range, Random random) {
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) random.nextInt(range);
        }
        return new Picture(width, height, 1, samples);
    }

    /** Mean difference, in brightness. */
    private static double error(Picture picture, byte[] jpeg) throws IOException {
        BufferedImage image = ReadPicture.of(jpeg);
        assertThat(image.getWidth()).isEqualTo(picture.width());
        assertThat(image.getHeight()).isEqualTo(picture.height());
        long sum = 0;
        for (int i = 0; i < picture.samples().length; i++) {
            int pixel = image.getRaster().getSample(i % picture.width(), i / picture.width(), 0);
            sum += Math.abs(pixel - (picture.samples()[i] & 0xFF));
        }
        return (double) sum / picture.samples().length;
    }
}
