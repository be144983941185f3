package org.cloudfilm.storage.film.dicom;

/**
 * What one data set may cost us.
 *
 * @param headerBytes   memory for values, elements, items and fragment positions of one data set, in bytes
 * @param depth         sequences within sequences
 * @param elements      attributes in all, nested ones included
 * @param bulkBinary    binary values longer than this many bytes become references
 * @param bulkText      other values longer than this many bytes become references
 * @param inflatedBytes the most a deflated data set may inflate to
 */
public record ScanLimits(
        long headerBytes, int depth, int elements, int bulkBinary, int bulkText, long inflatedBytes) {

    public static final ScanLimits DEFAULT =
            new ScanLimits(32L << 20, 64, 500_000, 1024, 64 << 10, 8L << 30);

    public ScanLimits {
        if (headerBytes < 1024 || depth < 1 || elements < 16 || bulkBinary < 64 || bulkText < bulkBinary) {
            throw new IllegalArgumentException("scan limits are too small to take any data set");
        }
    }
}
