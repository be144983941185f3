package org.cloudfilm.storage.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A class path whose directories became jars: Java keeps no classes of directories in its archives and caches. */
public final class JarredClassPath {

    private JarredClassPath() {}

    /** @param into where the jars are put, overwriting those of before */
    public static String of(String classPath, Path into) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? jar(path, into.resolve(entries.size() + ".jar")).toString() : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                var all = Files.walk(classes)) {
            for (Path one : all.skip(1).toList()) {
                // Spring finds components by directories
                boolean directory = Files.isDirectory(one);
                out.putNextEntry(new JarEntry(classes.relativize(one) + (directory ? "/" : "")));
                if (!directory) {
                    Files.copy(one, out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }
}
