package org.cloudfilm.viewer.render.worker;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native half of the OpenCV binding, taken out of its jar once per user and loaded once per process.
 * There is one for Linux, Windows and macOS on x86-64; elsewhere this is empty and ImageIO does what it can.
 */
public final class OpenCvLibrary {

    /** Tells a worker where its parent has put the library. */
    static final String PATH_PROPERTY = "cloudfilm.opencv.library";

    private static final Logger LOG = LoggerFactory.getLogger(OpenCvLibrary.class);

    private OpenCvLibrary() {}

    /** Loads the library; false when there is none for this machine. */
    public static boolean load() {
        return Loaded.DONE;
    }

    /** Where the library lies as a file. */
    static Optional<Path> file() {
        return Extracted.FILE;
    }

    /** Apart from {@link Loaded}: who only starts workers never loads it. */
    private static final class Extracted {
        static final Optional<Path> FILE = extract();
    }

    private static final class Loaded {

        static final boolean DONE = file().map(Loaded::load).orElse(false);

        private static boolean load(Path file) {
            try {
                System.load(file.toString());
                return true;
            } catch (UnsatisfiedLinkError e) {
                LOG.warn("OpenCV is here but does not load, falling back to ImageIO: {}", e.getMessage());
                return false;
            }
        }
    }

    private static Optional<Path> extract() {
        String given = System.getProperty(PATH_PROPERTY);
        if (given != null) {
            return given.isEmpty() ? Optional.empty() : Optional.of(Path.of(given));
        }
        String resource = resource();
        URL library = OpenCvLibrary.class.getResource(resource);
        if (library == null) {
            LOG.warn("no OpenCV for this machine ({}), falling back to ImageIO", resource);
            return Optional.empty();
        }
        try {
            String user = Integer.toHexString(System.getProperty("user.name").hashCode());
            Path folder = Path.of(System.getProperty("java.io.tmpdir"), "cloudfilm-native-" + user);
            return Optional.of(new NativeFiles(folder)
                    .keep(library::openStream, resource.substring(resource.lastIndexOf('.'))));
        } catch (IOException e) {
            LOG.warn("OpenCV cannot be taken out of its jar, falling back to ImageIO: {}", e.getMessage());
            return Optional.empty();
        }
    }
    private static String resource() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String cpu = machine.equals("amd64") || machine.equals("x86_64") ? "x86_64" : machine;
        if (os.startsWith("windows")) {
            return "/lib/win32-" + cpu + "/opencv_java.dll";
        }
        return os.startsWith("mac")
                ? "/lib/macos-" + cpu + "/libopencv_java.jnilib"
                : "/lib/linux-" + cpu + "/libopencv_java.so";
    }
}
