package org.cloudfilm.gateway.hl7v2;

/** Finds one part of a delimited text without making the others: a segment may have a million fields. */
final class Parts {

    private Parts() {}

    /** Part {@code index}, counted from 0; empty when there are fewer. */
    static String at(String text, char delimiter, int index) {
        if (delimiter == Delimiters.NONE) {
            return index == 0 ? text : "";
        }
        int start = 0;
        for (int i = 0; i < index; i++) {
            int next = text.indexOf(delimiter, start);
            if (next < 0) {
                return "";
            }
            start = next + 1;
        }
        int end = text.indexOf(delimiter, start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    static int count(String text, char delimiter) {
        return text.isEmpty() ? 0 : 1 + (int) text.chars().filter(c -> c == delimiter && c != Delimiters.NONE).count();
    }
}
