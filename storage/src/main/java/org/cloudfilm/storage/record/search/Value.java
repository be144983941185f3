package org.cloudfilm.storage.record.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Values as they stand in a URL (FHIR R4 section 3.1.1.4.1): commas, bars and dollars part them unless a backslash
 * stands before.
 */
final class Value {

    private Value() {}

    /** The parts between unescaped separators, their escapes untouched. At least one, perhaps empty. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == separator) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Without the backslashes before {@code , | $ \}; other backslashes stay. */
    static String plain(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && ",|$\\".indexOf(text.charAt(i + 1)) >= 0) {
                c = text.charAt(++i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
