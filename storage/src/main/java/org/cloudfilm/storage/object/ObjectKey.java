package org.cloudfilm.storage.object;

/**
 * The name of one object, such as {@code packs/3f/3f0c….pack}.
 *
 * <p>Folders are lower-case letters, digits, {@code -} and {@code _}; the last part, and only the last, has an
 * extension. So a key is safe as a path and in a URL, is the same on file systems that ignore case, never leaves its
 * root, and no key is the folder of another. Keys are logged: they are made of random or content-derived names, never
 * of patient data, and UIDs a hospital chose do not fit the form.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

    private static final int LONGEST = 512;
    private static final int MOST_PARTS = 16;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_EXTENSIONS = 3;
    private static final int LONGEST_EXTENSION = 16;

    public ObjectKey {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("object key must look like folder/name.extension, in lower case");
        }
    }

    /** By hand: keys are made for every frame that is read, and expressions are slow. */
    static boolean wellFormed(String value) {
        if (value == null || value.length() > LONGEST) {
            return false;
        }
        int at = 0;
        for (int parts = 1; parts <= MOST_PARTS; parts++) {
            int end = name(value, at);
            if (end < 0 || end == value.length()) {
                return false;
            }
            if (value.charAt(end) == '.') {
                return extensions(value, end);
            }
            if (value.charAt(end) != '/') {
                return false;
            }
            at = end + 1;
        }
        return false;
    }

    /** Where the name that begins here ends; -1 if none begins. */
    private static int name(String value, int from) {
        int end = from;
        while (end < value.length() && isNameLetter(value.charAt(end), end == from)) {
            end++;
        }
        return end == from || end - from > LONGEST_NAME ? -1 : end;
    }

    /** Whether there is nothing from this dot on but extensions. */
    private static boolean extensions(String value, int dot) {
        int at = dot;
        for (int count = 1; count <= MOST_EXTENSIONS; count++) {
            int end = at + 1;
            while (end < value.length() && isLetterOrDigit(value.charAt(end))) {
                end++;
            }
            int length = end - at - 1;
            if (length == 0 || length > LONGEST_EXTENSION) {
                return false;
            }
            if (end == value.length()) {
                return true;
            }
            if (value.charAt(end) != '.') {
                return false;
            }
            at = end;
        }
        return false;
    }

    private static boolean isNameLetter(char c, boolean first) {
        return isLetterOrDigit(c) || !first && (c == '_' || c == '-');
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /** The order of listings: by code unit, which for these characters is also the order of bytes that S3 uses. */
    @Override
    public int compareTo(ObjectKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
