package org.cloudfilm.gateway.hl7v2;

/**
 * A message with its form but without its content: who mends a missing segment or a shifted field sees it without
 * seeing the patient. Segment names and delimiters stay, and of MSH what says who sent what; letters, digits and
 * everything else become others of their kind.
 */
final class MaskedText {

    /** Up to the version: sender, receiver, time, type, control ID. */
    private static final int OPEN_FIELDS = 12;
    private static final int LONGEST_OPEN_FIELD = 100;

    private MaskedText() {}

    /** @param text a line for each segment */
    static String of(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        for (String line : text.split("\n", -1)) {
            masked.append(masked.isEmpty() ? "" : "\n");
            int open = line.startsWith("MSH") && line.length() > 3 ? header(line) : name(line);
            masked.append(line, 0, open);
            line.substring(open).codePoints().forEach(c -> masked.appendCodePoint(mask(c)));
        }
        return masked.toString();
    }

    private static int header(String line) {
        char separator = line.charAt(3);
        int end = 3;
        for (int field = 2; field <= OPEN_FIELDS; field++) {
            int next = line.indexOf(separator, end + 1);
            next = next < 0 ? line.length() : next;
            if (next - end > LONGEST_OPEN_FIELD || next == line.length()) {
                return next - end > LONGEST_OPEN_FIELD ? end : next;
            }
            end = next;
        }
        return end;
    }

    private static int name(String line) {
        return line.matches("[A-Z][A-Z0-9]{2}([^A-Za-z0-9].*)?") ? 3 : 0;
    }

    private static int mask(int c) {
        if (c >= '0' && c <= '9') {
            return '9';
        }
        if (c < 128) {
            return Character.isUpperCase(c) ? 'X' : Character.isLowerCase(c) ? 'x' : c;
        }
        return '某';
    }
}
