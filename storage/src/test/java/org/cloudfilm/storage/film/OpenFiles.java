package org.cloudfilm.storage.film;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What this process holds open, as the kernel lists it. */
final class OpenFiles {

    private OpenFiles() {}

    /** Open files in or below a directory, deleted ones included. */
    static long below(Path directory) throws IOException {
        String prefix = directory.toRealPath() + "/";
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path one : all) {
                try {
                    count += Files.readSymbolicLink(one).toString().startsWith(prefix) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    continue; // closed meanwhile
                }
            }
        }
        return count;
    }
}
