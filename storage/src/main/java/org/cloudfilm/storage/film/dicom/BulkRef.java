package org.cloudfilm.storage.film.dicom;

/**
 * A value that was too large to keep: where its bytes lie. {@code offset} counts from the start of what the owner of
 * the data set says it does: of the data set as scanned, of the Part 10 entry once shifted. In the deflated transfer
 * syntax it counts as if the data set had been inflated in place. The length of encapsulated pixel data spans all
 * items and the delimiter.
 */
public record BulkRef(long offset, long length) {

    BulkRef shifted(long by) {
        return new BulkRef(offset + by, length);
    }
}
