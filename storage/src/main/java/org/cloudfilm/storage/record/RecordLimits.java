package org.cloudfilm.storage.record;

/**
 * What one write may ask of the server; more is refused as TOO_COSTLY before any work is done.
 *
 * @param entries          in one transaction
 * @param resourceBytes    of one resource, attachments included
 * @param transactionBytes of all contents of one transaction
 * @param depth            of nested arrays and objects
 */
public record RecordLimits(int entries, int resourceBytes, long transactionBytes, int depth) {

    public static final RecordLimits DEFAULTS = new RecordLimits(20_000, 64 << 20, 128L << 20, 60);

    public RecordLimits {
        if (entries < 1 || resourceBytes < 1024 || transactionBytes < resourceBytes || depth < 10) {
            throw new IllegalArgumentException("limits of records are too small or contradict each other");
        }
    }
}
