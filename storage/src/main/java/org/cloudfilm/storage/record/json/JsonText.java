package org.cloudfilm.storage.record.json;

import java.nio.charset.StandardCharsets;

/** The text between the quotes of a string that has been found well formed. */
final class JsonText {

    private JsonText() {}

    /** Compares bytes without escapes to a text. */
    static boolean equal(byte[] bytes, int start, int end, String text) {
        int length = text.length();
        if (end - start != length) {
            return end - start > length && !ascii(text) && new String(bytes, start, end - start, StandardCharsets.UTF_8)
                    .equals(text);
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    static String unescape(byte[] bytes, int start, int end) {
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> plain.append(escape);
            }
        }
        return plain.toString();
    }
}
