package org.cloudfilm.viewer.dicomweb;

import java.util.SortedMap;
import java.util.TreeMap;

/** The little JSON that is written or cut up by hand here. */
final class Json {

    private Json() {}

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** The members of a JSON object that is known to be well formed: names with their values as text. */
    static SortedMap<String, String> members(String object) {
        SortedMap<String, String> members = new TreeMap<>();
        int at = next(object, object.indexOf('{') + 1, '"');
        while (at >= 0) {
            int nameEnd = object.indexOf('"', at + 1);
            int value = object.indexOf(':', nameEnd) + 1;
            int end = valueEnd(object, value);
            members.put(object.substring(at + 1, nameEnd), object.substring(value, end).strip());
            at = object.charAt(end) == ',' ? next(object, end, '"') : -1;
        }
        return members;
    }

    private static int next(String text, int from, char wanted) {
        return text.indexOf(wanted, from);
    }

    /** Where the comma or brace behind a member's value is. */
    private static int valueEnd(String text, int from) {
        int depth = 0;
        boolean string = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (string) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    string = false;
                }
            } else if (c == '"') {
                string = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (depth == 0 && (c == ',' || c == '}')) {
                return i;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        throw new IllegalStateException("stored attributes are no JSON object");
    }
}
