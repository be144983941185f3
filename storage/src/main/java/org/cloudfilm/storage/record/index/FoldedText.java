package org.cloudfilm.storage.record.index;

import org.cloudfilm.storage.film.dicom.PersonName;

/**
 * Text in the form in which searches compare it: case, accents, width and the kind of separator make no difference, as
 * with names elsewhere ({@link PersonName#searchKey}).
 */
public final class FoldedText {

    /** Characters that are kept. */
    public static final int LONGEST = 200;

    /** what is beyond is no text to search for; the same bound as with names */
    private static final int CONSIDERED = 512;

    private FoldedText() {}

    public static String of(String text) {
        String folded = ascii(text);
        if (folded == null) {
            folded = PersonName.searchKey(text);
        }
        return cut(folded);
    }

    /** As much as is kept, unfolded: what {@code :exact} compares. */
    public static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }

    /** The same for plain ASCII without pattern or normaliser; null for anything else. */
    private static String ascii(String text) {
        int length = Math.min(text.length(), CONSIDERED);
        StringBuilder folded = new StringBuilder(length);
        boolean gap = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c < ' ') {
                return null;
            }
            if (separates(c)) {
                gap = true;
                continue;
            }
            if (gap && !folded.isEmpty()) {
                folded.append(' ');
            }
            gap = false;
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return folded.toString();
    }

    private static boolean separates(char c) {
        return switch (c) {
            case ' ', '^', ',', '.', '\'', '`', '-', '_' -> true;
            default -> false;
        };
    }
}
