package org.cloudfilm.gateway.fhir;

import java.util.OptionalInt;

/** Version ids, which are numbers here, and their entity tags {@code W/"3"} (FHIR R4 section 3.1.0.1.3). */
final class Versions {

    private Versions() {}

    static String tag(int version) {
        return "W/\"" + version + '"';
    }

    /** 0 for what is no version of ours. */
    static int number(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /**
     * The version an If-Match header names, with or without W/ and quotes.
     *
     * @return -1 for a tag that no version of ours has
     */
    static OptionalInt ifMatch(String header) {
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return OptionalInt.empty();
        }
        int number = number(bare(header.strip()));
        return OptionalInt.of(number == 0 ? -1 : number);
    }

    /** Whether one of the tags of an If-None-Match header is this version. */
    static boolean matches(String header, int version) {
        String wanted = Integer.toString(version);
        for (String tag : header.split(",")) {
            String bare = bare(tag.strip());
            if (bare.equals(wanted) || bare.equals("*")) {
                return true;
            }
        }
        return false;
    }

    private static String bare(String tag) {
        String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
        boolean quoted = opaque.length() >= 2 && opaque.startsWith("\"") && opaque.endsWith("\"");
        return quoted ? opaque.substring(1, opaque.length() - 1) : opaque;
    }
}
