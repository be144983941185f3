package org.cloudfilm.gateway.hl7v2;

/**
 * The characters a message is split at, from MSH-1 and MSH-2 (HL7 v2.5 chapter 2.5.4). One that the message does not
 * define is {@link #NONE}.
 */
record Delimiters(char field, char component, char repetition, char escape, char subcomponent) {

    static final char NONE = '\0';
    static final Delimiters USUAL = new Delimiters('|', '^', '~', '\\', '&');

    /** @param msh a segment that begins with MSH and its field separator */
    static Delimiters of(String msh) {
        char field = msh.charAt(3);
        int end = msh.indexOf(field, 4);
        String encoding = msh.substring(4, end < 0 ? msh.length() : end);
        // since 2.7 there may be a fifth, for truncation
        if (encoding.isEmpty() || encoding.length() > 5) {
            throw refused("must hold two to five encoding characters");
        }
        String all = field + encoding;
        if (all.chars().distinct().count() < all.length()) {
            throw refused("must not hold a character twice");
        }
        if (all.chars().anyMatch(c -> c > 126 || c <= ' ' || Character.isLetterOrDigit(c))) {
            throw refused("must be signs of ASCII");
        }
        return new Delimiters(field, at(encoding, 0), at(encoding, 1), at(encoding, 2), at(encoding, 3));
    }

    private static char at(String encoding, int index) {
        return index < encoding.length() ? encoding.charAt(index) : NONE;
    }

    private static UnusableMessageException refused(String why) {
        return new UnusableMessageException(ErrorCode.DATA_TYPE, Location.of("MSH", 2), why);
    }

    /** MSH-2. */
    String encodingCharacters() {
        StringBuilder all = new StringBuilder();
        for (char c : new char[] {component, repetition, escape, subcomponent}) {
            if (c != NONE) {
                all.append(c);
            }
        }
        return all.toString();
    }
}
