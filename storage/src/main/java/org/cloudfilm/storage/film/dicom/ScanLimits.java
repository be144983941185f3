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
 * @param whenLarge     run each time a data set that already takes more memory than {@link #LARGE} asks for more; what
 *                      it throws ends the scan
 */
public record ScanLimits(
        long headerBytes,
        int depth,
        int elements,
        int bulkBinary,
        int bulkText,
        long inflatedBytes,
        Runnable whenLarge) {

    /** Bytes of memory; few headers need as much. */
    public static final long LARGE = 256 << 10;

    public static final ScanLimits DEFAULT =
            new ScanLimits(tenthOfTheHeap(), 64, 500_000, 1024, 64 << 10, 8L << 30);

    /** What is made of a header takes as much again, and once more while it grows. */
    private static long tenthOfTheHeap() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 10, 4L << 20, 32L << 20);
    }

    public ScanLimits(
            long headerBytes, int depth, int elements, int bulkBinary, int bulkText, long inflatedBytes) {
        this(headerBytes, depth, elements, bulkBinary, bulkText, inflatedBytes, () -> {});
    }

    public ScanLimits {
        if (headerBytes < 1024 || depth < 1 || elements < 16 || bulkBinary < 64 || bulkText < bulkBinary) {
            throw new IllegalArgumentException("scan limits are too small to take any data set");
        }
    }

    /** The same limits for one data set, with somebody who wants to know when it is large. */
    public ScanLimits telling(Runnable whenLarge) {
        return new ScanLimits(headerBytes, depth, elements, bulkBinary, bulkText, inflatedBytes, whenLarge);
    }
}
