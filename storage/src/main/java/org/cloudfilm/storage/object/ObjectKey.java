package org.cloudfilm.storage.object;

import java.util.regex.Pattern;

/**
 * The name of one object, such as {@code packs/3f/3f0c….pack}.
 *
 * <p>Folders are lower-case letters, digits, {@code -} and {@code _}; the last part, and only the last, has an
 * extension. So a key is safe as a path and in a URL, is the same on file systems that ignore case, never leaves its
 * root, and no key is the folder of another. Keys are logged: they are made of random or content-derived names, never
 * of patient data, and UIDs a hospital chose do not fit the form.
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {

    private static final int MAX_LENGTH = 512;
    private static final String NAME = "[a-z0-9][a-z0-9_-]{0,99}";
    private static final Pattern FORM = Pattern.compile("(" + NAME + "/){0,15}" + NAME + "(\\.[a-z0-9]{1,16}){1,3}");

    public ObjectKey {
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("object key must look like folder/name.extension, in lower case");
        }
    }

    static boolean wellFormed(String value) {
        return value != null && value.length() <= MAX_LENGTH && FORM.matcher(value).matches();
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
