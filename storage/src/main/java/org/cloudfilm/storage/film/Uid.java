package org.cloudfilm.storage.film;

/**
 * A DICOM unique identifier (PS3.5 section 9): at most 64 characters, digits and dots.
 *
 * <p>Senders in the field break the finer rules (leading zeros in a component), so only what keeps an identifier
 * safe and comparable is enforced: length, alphabet, no empty component.
 */
public sealed interface Uid permits StudyUid, SeriesUid, SopInstanceUid {

    String value();

    /** Strips the padding DICOM allows (NUL, space) and checks the rest; throws {@link IllegalArgumentException}. */
    static String checked(String raw) {
        if (raw == null) {
            throw new IllegalArgumentException("UID is missing");
        }
        int end = raw.length();
        while (end > 0 && (raw.charAt(end - 1) == 0 || raw.charAt(end - 1) == ' ')) {
            end--;
        }
        if (end == 0 || end > 64) {
            throw new IllegalArgumentException("UID must have 1 to 64 characters");
        }
        char before = '.';
        for (int i = 0; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '.' ? before == '.' : c < '0' || c > '9') {
                throw new IllegalArgumentException("UID must consist of digits separated by single dots");
            }
            before = c;
        }
        if (before == '.') {
            throw new IllegalArgumentException("UID must not end with a dot");
        }
        return end == raw.length() ? raw : raw.substring(0, end);
    }
}
