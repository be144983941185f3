package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body, or one part of a multipart body, whose bytes come when they are asked for.
 *
 * @param length in bytes, or {@link #UNKNOWN}
 */
record Part(long length, Writer bytes) {

    static final long UNKNOWN = -1;

    /** Writes exactly as many bytes as promised, if any were, or fails. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
