package org.cloudfilm.standalone.wiring;

import java.nio.file.Path;

/** Another Cloudfilm works on this data. */
public final class DataDirectoryInUseException extends RuntimeException {

    DataDirectoryInUseException(Path path) {
        super("another Cloudfilm is running on the data in " + path);
    }
}
