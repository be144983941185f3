package org.cloudfilm.storage.record.schema;

import java.nio.charset.StandardCharsets;
import org.cloudfilm.storage.record.json.JsonDocument;

/** The formats of FHIR's primitive types (R4 section 2.24.0.1), checked on the bytes. */
final class FormatCheck {

    private static final int LONGEST_STRING = 1 << 20;
    private static final int LONGEST_NUMBER = 64;
    /** what the smallest exponent says, written out as XML does */
    private static final int LONGEST_DECIMAL = 400;
    private static final int LARGEST_EXPONENT = 300;

    private final JsonDocument document;
    private byte[] bytes;

    FormatCheck(JsonDocument document) {
        this.document = document;
    }

    /** What is wrong with a string or number; null when nothing is. */
    String wrong(int node, Primitive type) {
        bytes = document.bytes();
        int from = document.start(node);
        int to = document.end(node);
        if (type.numeric()) {
            return number(from, to, type);
        }
        from++;
        to--;
        if (document.escaped(node)) {
            String text = document.string(node);
            if (!storable(text)) {
                return "control characters are no text";
            }
            bytes = text.getBytes(StandardCharsets.UTF_8);
            from = 0;
            to = bytes.length;
        }
        if (from == to) {
            return "a string is never empty";
        }
        return switch (type) {
            case STRING, MARKDOWN -> to - from > LONGEST_STRING ? "longer than 1 MiB" : null;
            case XHTML -> null;
            case CODE -> code(from, to) ? null : "a code has no space at its ends, and no two together";
            case ID -> id(from, to) ? null : "an id has 1 to 64 letters, digits, hyphens and dots";
            case URI, URL, CANONICAL -> noSpace(from, to) ? null : "a URI has no spaces";
            case OID -> oid(from, to) ? null : "an OID is written urn:oid:1.2.3";
            case UUID -> uuid(from, to) ? null : "a UUID is written urn:uuid: and 36 characters in lower case";
            case DATE -> date(from, to) == to ? null : "a date is YYYY, YYYY-MM or YYYY-MM-DD";
            case DATE_TIME -> dateTime(from, to)
                    ? null
                    : "a dateTime is a date, or YYYY-MM-DDThh:mm:ss with a fraction or none and a zone";
            case INSTANT -> from + 10 < to && dateTime(from, to)
                    ? null
                    : "an instant is YYYY-MM-DDThh:mm:ss with a fraction or none and a zone";
            case TIME -> time(from, to) == to ? null : "a time is hh:mm:ss with a fraction or none";
            case BASE64_BINARY -> base64(from, to) ? null : "not base64";
            default -> throw new IllegalStateException(type.typeName());
        };
    }

    private static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return false;
            }
        }
        return true;
    }

    private String number(int from, int to, Primitive type) {
        if (to - from > (type == Primitive.DECIMAL ? LONGEST_DECIMAL : LONGEST_NUMBER)) {
            return "a number with too many digits";
        }
        int exponent = 0;
        boolean whole = true;
        boolean inExponent = false;
        long value = 0;
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == '.') {
                whole = false;
            } else if (c == 'e' || c == 'E') {
                whole = false;
                inExponent = true;
            } else if (c >= '0' && c <= '9') {
                if (inExponent) {
                    exponent = Math.min(exponent * 10 + c - '0', 1_000_000);
                } else if (value < 1L << 40) {
                    value = value * 10 + c - '0';
                }
            }
        }
        if (type == Primitive.DECIMAL) {
            return exponent > LARGEST_EXPONENT ? "an exponent beyond 300" : null;
        }
        boolean negative = bytes[from] == '-';
        if (!whole || value > Integer.MAX_VALUE + (negative ? 1L : 0L)) {
            return "a whole number of 32 bits is meant";
        }
        return switch (type) {
            case POSITIVE_INT -> negative || value == 0 ? "1 or more is meant" : null;
            case UNSIGNED_INT -> negative && value > 0 ? "0 or more is meant" : null;
            default -> null;
        };
    }

    private boolean code(int from, int to) {
        boolean space = true;
        for (int i = from; i < to; i++) {
            boolean here = bytes[i] == ' ';
            if (here && space || bytes[i] >= 0 && bytes[i] < ' ') {
                return false;
            }
            space = here;
        }
        return !space;
    }

    private boolean id(int from, int to) {
        if (to - from > 64) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit(c) || c == '-' || c == '.')) {
                return false;
            }
        }
        return true;
    }

    private boolean noSpace(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] <= ' ') {
                return false;
            }
        }
        return true;
    }

    private boolean oid(int from, int to) {
        if (!startsWith("urn:oid:", from, to)) {
            return false;
        }
        int at = from + 8;
        if (at == to || bytes[at] < '0' || bytes[at] > '2') {
            return false;
        }
        at++;
        int arcs = 0;
        while (at < to) {
            if (bytes[at++] != '.' || at == to || !digit(bytes[at])) {
                return false;
            }
            int first = at;
            while (at < to && digit(bytes[at])) {
                at++;
            }
            if (bytes[first] == '0' && at - first > 1) {
                return false;
            }
            arcs++;
        }
        return arcs > 0;
    }

    private boolean uuid(int from, int to) {
        if (!startsWith("urn:uuid:", from, to) || to - from != 45) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            byte c = bytes[from + 9 + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !(digit(c) || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private boolean startsWith(String prefix, int from, int to) {
        if (to - from < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the longest date from a place ends; -1 when none begins there. */
    private int date(int from, int to) {
        int year = digits(from, 4, to);
        if (year < 1) {
            return -1;
        }
        int at = from + 4;
        if (at == to || bytes[at] != '-') {
            return at;
        }
        int month = digits(at + 1, 2, to);
        if (month < 1 || month > 12) {
            return -1;
        }
        at += 3;
        if (at == to || bytes[at] != '-') {
            return at;
        }
        int day = digits(at + 1, 2, to);
        return day < 1 || day > daysOf(year, month) ? -1 : at + 3;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private boolean dateTime(int from, int to) {
        int at = date(from, to);
        if (at == to) {
            return true;
        }
        if (at != from + 10 || bytes[at] != 'T') {
            return false;
        }
        at = time(at + 1, to);
        if (at < 0 || at == to) {
            return false;
        }
        if (bytes[at] == 'Z') {
            return at + 1 == to;
        }
        if (bytes[at] != '+' && bytes[at] != '-' || to - at != 6 || bytes[at + 3] != ':') {
            return false;
        }
        int hours = digits(at + 1, 2, to);
        int minutes = digits(at + 4, 2, to);
        return hours >= 0 && minutes >= 0 && (hours < 14 && minutes < 60 || hours == 14 && minutes == 0);
    }

    /** Where the time from a place ends; -1 when none begins there. */
    private int time(int from, int to) {
        if (to - from < 8 || bytes[from + 2] != ':' || bytes[from + 5] != ':') {
            return -1;
        }
        int hour = digits(from, 2, to);
        int minute = digits(from + 3, 2, to);
        int second = digits(from + 6, 2, to);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return -1;
        }
        int at = from + 8;
        if (at < to && bytes[at] == '.') {
            int first = ++at;
            while (at < to && digit(bytes[at])) {
                at++;
            }
            return at == first ? -1 : at;
        }
        return at;
    }

    private int digits(int from, int count, int to) {
        if (from + count > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + count; i++) {
            if (!digit(bytes[i])) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    private boolean base64(int from, int to) {
        int count = 0;
        int padding = 0;
        for (int i = from; i < to; i++) {
            byte c = bytes[i];
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                continue;
            }
            count++;
            if (c == '=') {
                padding++;
            } else if (padding > 0
                    || !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || digit(c) || c == '+' || c == '/')) {
                return false;
            }
        }
        return count % 4 == 0 && padding <= 2 && count > 0;
    }

    private static boolean digit(byte c) {
        return c >= '0' && c <= '9';
    }
}
