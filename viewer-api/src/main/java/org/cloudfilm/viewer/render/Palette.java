package org.cloudfilm.viewer.render;

import java.util.stream.Stream;

/** Colours for PALETTE COLOR images (PS3.3 C.7.9). */
record Palette(LookupTable red, LookupTable green, LookupTable blue) {

    Stream<LookupTable> tables() {
        return Stream.of(red, green, blue);
    }

    /** See {@link LookupTable#signed}. */
    Palette signed() {
        return new Palette(red.signed(), green.signed(), blue.signed());
    }

    /** Of 8 bits. */
    static int top(LookupTable table, int value) {
        int entry = table.get(value);
        return table.bits() > 8 ? entry >> table.bits() - 8 : entry;
    }
}
