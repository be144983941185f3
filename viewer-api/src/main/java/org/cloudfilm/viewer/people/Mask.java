package org.cloudfilm.viewer.people;

/** Hides most of a name or number, leaving enough to tell two apart at a glance. */
final class Mask {

    private static final int SHOWN_AT_THE_END = 2;
    private static final int STARS = 4;

    private Mask() {}

    /** The first character and a star for each other one: 张*, 欧**, z*****. */
    static String name(String name) {
        int[] points = name.codePoints().toArray();
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < points.length; i++) {
            masked.appendCodePoint(i == 0 || points[i] == ' ' ? points[i] : '*');
        }
        return masked.toString();
    }

    /** Four stars, however long it is, and the last two characters; of a short one nothing. */
    static String number(String number) {
        if (number.isEmpty()) {
            return "";
        }
        int end = number.length() > 2 * SHOWN_AT_THE_END ? SHOWN_AT_THE_END : 0;
        return "*".repeat(STARS) + number.substring(number.length() - end);
    }
}
