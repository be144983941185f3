package org.cloudfilm.storage.film;

import java.io.IOException;
import java.io.OutputStream;

/** A metadata response that is stored compressed and can be sent without being compressed again. */
public interface MetadataSource {

    /** Bytes of the gzip form, known before it is written. */
    long gzipLength();

    /** Writes one gzip member (RFC 1952) holding the JSON array. */
    void writeGzip(OutputStream out) throws IOException;

    /** Bytes of the plain form. */
    long plainLength();

    /** Writes the JSON array uncompressed. */
    void writePlain(OutputStream out) throws IOException;
}
