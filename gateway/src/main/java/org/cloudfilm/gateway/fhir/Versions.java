package org.cloudfilm.gateway.fhir;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.Precondition;

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

    /** What the If-Match and If-None-Match of a change ask for. */
    static Precondition precondition(Call.Conditions conditions) {
        return conditions.ifMatch() == null && conditions.ifNoneMatch() == null
                ? Precondition.NONE
                : new Precondition(tags(conditions.ifMatch()), tags(conditions.ifNoneMatch()));
    }

    /** Tags with or without W/ and quotes; one that is no version of ours matches nothing. */
    private static Optional<Precondition.Versions> tags(String header) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        boolean any = false;
        Set<Integer> numbers = new HashSet<>();
        for (String tag : header.split(",")) {
            any |= tag.strip().equals("*");
            int number = number(bare(tag.strip()));
            if (number > 0) {
                numbers.add(number);
            }
        }
        return Optional.of(new Precondition.Versions(any, numbers));
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
