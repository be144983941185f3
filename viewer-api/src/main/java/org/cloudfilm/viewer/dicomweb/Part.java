package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body, or one part of a multipart body, whose length is known and whose bytes come when they are asked for.
 *
 * @param length in bytes
 */
record Part(long length, Writer bytes) {

    /** Writes exactly as many bytes as promised, or fails. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
