package org.cloudfilm.standalone.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The data directory cannot be made, or nothing can be written in it. */
public final class DataDirectoryUnusableException extends UncheckedIOException {

    /** @param why names the path that is at fault */
    DataDirectoryUnusableException(Path path, IOException why) {
        super("cannot use the data directory " + path + " (" + why + ")", why);
    }
}
