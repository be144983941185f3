package org.cloudfilm.viewer.render;

/**
 * A lookup table as modality, VOI and palette tables have it (PS3.3 C.11.1.1, C.11.2.1.1, C.7.6.3.1.5).
 *
 * @param first the value mapped to the first entry; lesser values map to it too, those behind the last to the last
 * @param bits  of each entry
 */
record LookupTable(int first, int[] entries, int bits) {

    LookupTable {
        if (entries.length == 0 || bits < 1 || bits > 16) {
            throw new IllegalArgumentException("impossible lookup table");
        }
    }

    /** The same for values that may be negative: the first of them was written in 16 bits, which do not tell. */
    LookupTable signed() {
        return new LookupTable((short) first, entries, bits);
    }

    int get(int value) {
        return entries[Math.clamp((long) value - first, 0, entries.length - 1)];
    }

    /** As 8 bits. */
    int gray(int value) {
        int most = (1 << bits) - 1;
        return Math.min(255, (get(value) * 255 + most / 2) / most);
    }
}
