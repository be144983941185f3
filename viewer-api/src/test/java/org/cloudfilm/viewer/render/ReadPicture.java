package org.cloudfilm.viewer.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads pictures back with a decoder that is not ours. */
public final class ReadPicture {

    private ReadPicture() {}

    public static BufferedImage of(byte[] encoded) throws IOException {
        ImageReader reader = JdkImageIo.reader(encoded[0] == (byte) 0x89 ? "png" : "jpeg");
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.setInput(in);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }
}
