package org.cloudfilm.viewer.render;

/** Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2. */
public enum Photometric {
    MONOCHROME1,
    MONOCHROME2,
    PALETTE_COLOR,
    RGB,
    YBR_FULL,
    YBR_FULL_422,
    YBR_PARTIAL_422,
    YBR_PARTIAL_420,
    YBR_ICT,
    YBR_RCT;

    /** Takes the attribute's value; anything unknown is judged by the number of samples. */
    public static Photometric of(String value, int samples) {
        if (value != null) {
            String name = value.strip().replace(' ', '_');
            for (Photometric one : values()) {
                if (one.name().equals(name)) {
                    return one;
                }
            }
        }
        return samples == 3 ? RGB : MONOCHROME2;
    }

    public boolean monochrome() {
        return this == MONOCHROME1 || this == MONOCHROME2;
    }

    /** The attribute's value. */
    public String value() {
        return this == PALETTE_COLOR ? "PALETTE COLOR" : name();
    }

    boolean luminanceChrominance() {
        return ordinal() >= YBR_FULL.ordinal();
    }

    /** Two pixels share their chrominance when stored native. */
    boolean subsampled() {
        return this == YBR_FULL_422 || this == YBR_PARTIAL_422;
    }
}
