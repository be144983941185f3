package org.cloudfilm.standalone.demo;

/** Writes SYNTHETIC into the upper left corner of an image, large enough to be read on a phone. */
final class Stamp {

    private static final String TEXT = "SYNTHETIC";
    private static final int HEIGHT = 7;
    private static final int ADVANCE = 6;

    private Stamp() {}

    /** @param pixels row by row, {@code columns} wide */
    static void into(short[] pixels, int columns, int value) {
        int scale = Math.max(1, columns / 256);
        for (int letter = 0; letter < TEXT.length(); letter++) {
            String[] rows = glyph(TEXT.charAt(letter));
            for (int y = 0; y < HEIGHT * scale; y++) {
                for (int x = 0; x < rows[0].length() * scale; x++) {
                    if (rows[y / scale].charAt(x / scale) == '#') {
                        pixels[(y + 8 * scale) * columns + x + (8 + letter * ADVANCE) * scale] = (short) value;
                    }
                }
            }
        }
    }

    private static String[] glyph(char letter) {
        return switch (letter) {
            case 'S' -> rows(".####", "#....", "#....", ".###.", "....#", "....#", "####.");
            case 'Y' -> rows("#...#", "#...#", ".#.#.", "..#..", "..#..", "..#..", "..#..");
            case 'N' -> rows("#...#", "##..#", "#.#.#", "#.#.#", "#..##", "#...#", "#...#");
            case 'T' -> rows("#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#..");
            case 'H' -> rows("#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#");
            case 'E' -> rows("#####", "#....", "#....", "####.", "#....", "#....", "#####");
            case 'I' -> rows("#####", "..#..", "..#..", "..#..", "..#..", "..#..", "#####");
            case 'C' -> rows(".####", "#....", "#....", "#....", "#....", "#....", ".####");
            default -> throw new IllegalArgumentException("no glyph for " + letter);
        };
    }

    private static String[] rows(String... rows) {
        return rows;
    }
}
