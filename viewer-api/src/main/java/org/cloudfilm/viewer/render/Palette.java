package org.cloudfilm.viewer.render;

/** Colours for PALETTE COLOR images (PS3.3 C.7.9). */
record Palette(LookupTable red, LookupTable green, LookupTable blue) {

    /** Entries are scaled as they are: a table of 16 bits that uses 8 of them is told by its values. */
    static int top(LookupTable table, int value) {
        int entry = table.get(value);
        return table.bits() > 8 ? entry >> table.bits() - 8 : entry;
    }
}
