package org.cloudfilm.viewer.exam;

import java.util.regex.Pattern;

/** Whether an exam is made with a contrast medium, where that makes it another item. */
public enum Contrast {
    PLAIN,
    ENHANCED,
    /** the item does not tell the two apart */
    ANY;

    private static final Pattern WITHOUT = Pattern.compile(
            "平扫|without( iv)? contrast|w/?o( iv)? contrast|non-?contrast|unenhanced|no contrast|native|\\bc-");
    private static final Pattern WITH = Pattern.compile("增强|强化|造影|contrast|enhanced|\\bc\\+|\\bce\\b|gd-");

    /** What a folded text says; {@link #PLAIN} when it says nothing. */
    static Contrast in(String folded) {
        return WITH.matcher(WITHOUT.matcher(folded).replaceAll(" ")).find() ? ENHANCED : PLAIN;
    }

    boolean fits(Contrast said) {
        return this == ANY || this == said;
    }
}
