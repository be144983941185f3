package org.cloudfilm.storage.record.json;

/** Leaves out the white space between the tokens of a JSON text, which a third of a pretty-printed resource is. */
public final class CompactJson {

    private CompactJson() {}

    /**
     * Moves what matters to the front of the range, in place. What is not JSON stays what it is: not JSON, or the same
     * text with fewer spaces.
     *
     * @return the new length of the range
     */
    public static int inPlace(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int to = offset;
        int from = offset;
        while (from < end) {
            byte b = bytes[from];
            if (b == '"') {
                int close = closingQuote(bytes, from, end);
                if (to != from) {
                    System.arraycopy(bytes, from, bytes, to, close - from);
                }
                to += close - from;
                from = close;
            } else {
                from++;
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    bytes[to++] = b;
                } else if (to > offset && from < end && separates(bytes[to - 1], bytes[from])) {
                    bytes[to++] = b;
                }
            }
        }
        return to - offset;
    }

    /** Two numbers or words must not become one: "1 2" is no JSON, 12 would be. */
    private static boolean separates(byte before, byte after) {
        return word(before) && (word(after) || after == ' ' || after == '\n' || after == '\r' || after == '\t');
    }

    private static boolean word(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '+' || b == '.';
    }

    private static int closingQuote(byte[] bytes, int open, int end) {
        for (int i = open + 1; i < end; i++) {
            if (bytes[i] == '"') {
                return i + 1;
            }
            if (bytes[i] == '\\') {
                i++;
            }
        }
        return end;
    }
}
