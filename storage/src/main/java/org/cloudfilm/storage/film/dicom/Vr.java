package org.cloudfilm.storage.film.dicom;

import java.util.EnumSet;
import java.util.Set;

/** Value representations (PS3.5 section 6.2). */
public enum Vr {
    AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, OB, OD, OF, OL, OV, OW, PN, SH, SL, SQ, SS, ST, SV, TM, UC, UI, UL,
    UN, UR, US, UT, UV;

    private static final Set<Vr> LONG =
            EnumSet.of(OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV);
    private static final Set<Vr> SINGLE = EnumSet.of(LT, ST, UR, UT);
    private static final Set<Vr> BINARY =
            EnumSet.of(AT, FD, FL, OB, OD, OF, OL, OV, OW, SL, SS, SV, UL, UN, US, UV);
    private static final Vr[] BY_CODE = new Vr[26 * 26];

    static {
        for (Vr vr : values()) {
            BY_CODE[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
        }
    }

    /** The VR written with these two bytes, or null when there is none. */
    static Vr of(byte first, byte second) {
        boolean letters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
        return letters ? BY_CODE[(first - 'A') * 26 + second - 'A'] : null;
    }

    /** Whether explicit VR encodings write its length with four bytes, after two reserved ones. */
    public boolean longLength() {
        return LONG.contains(this);
    }

    /** Whether its value is text of one value, in which a backslash is no separator. */
    boolean singleText() {
        return SINGLE.contains(this);
    }

    boolean binary() {
        return BINARY.contains(this);
    }

    boolean text() {
        return this != SQ && !binary();
    }

    /** The number of bytes that change places between little and big endian; 1 when none do. */
    public int wordSize() {
        return switch (this) {
            case AT, OW, SS, US -> 2;
            case FL, OF, OL, SL, UL -> 4;
            case FD, OD, OV, SV, UV -> 8;
            default -> 1;
        };
    }

    byte padding() {
        return text() && this != UI ? (byte) ' ' : 0;
    }
}
