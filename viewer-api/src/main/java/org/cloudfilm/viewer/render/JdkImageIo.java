package org.cloudfilm.viewer.render;

import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;

/**
 * The readers and writers that come with Java. Libraries on the class path register others for the same formats, in
 * an order that changes from start to start, and some of them take only streams of their own.
 */
public final class JdkImageIo {

    private JdkImageIo() {}

    public static ImageReader reader(String format) {
        return ofJava(ImageIO.getImageReadersByFormatName(format));
    }

    public static ImageWriter writer(String format) {
        return ofJava(ImageIO.getImageWritersByFormatName(format));
    }

    private static <T> T ofJava(Iterator<T> registered) {
        while (registered.hasNext()) {
            T one = registered.next();
            if ("java.desktop".equals(one.getClass().getModule().getName())) {
                return one;
            }
        }
        throw new IllegalStateException("this Java comes without ImageIO");
    }
}
