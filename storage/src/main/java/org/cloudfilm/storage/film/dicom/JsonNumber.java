package org.cloudfilm.storage.film.dicom;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns decimal text into a JSON number, keeping its digits. */
final class JsonNumber {

    private static final Pattern DECIMAL =
            Pattern.compile("([+-]?)(?=\\.?[0-9])([0-9]*)(?:\\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?");
    private static final long EXACT = 1L << 53;

    private JsonNumber() {}

    /** Null when the text is no number, or one that readers with doubles would get wrong or reject. */
    static String of(String text) {
        if (plain(text)) {
            return text;
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (text.length() > 64 || !decimal.matches() || !Double.isFinite(Double.parseDouble(text))) {
            return null;
        }
        String fraction = decimal.group(3);
        String exponent = decimal.group(4);
        String whole = withoutZeros(decimal.group(2));
        if (fraction == null && exponent == null && !exact(whole)) {
            return null;
        }
        return (decimal.group(1).equals("-") ? "-" : "")
                + whole
                + (fraction == null || fraction.isEmpty() ? "" : "." + fraction)
                + (exponent == null ? "" : "e" + exponent);
    }

    private static String withoutZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.isEmpty() ? "0" : digits.substring(start);
    }

    private static boolean exact(String digits) {
        return digits.length() < 19 && Long.parseLong(digits) <= EXACT;
    }

    /** What nearly all numbers are: an optional minus, digits without a leading zero, perhaps more behind a point. */
    private static boolean plain(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = -1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        int whole = (point < 0 ? text.length() : point) - start;
        boolean leadingZero = whole > 1 && text.charAt(start) == '0';
        return whole > 0 && !leadingZero && point != text.length() - 1 && text.length() < 16;
    }
}
