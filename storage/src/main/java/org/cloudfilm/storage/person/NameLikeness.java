package org.cloudfilm.storage.person;

import java.util.Optional;
import java.util.Set;

/** How alike two people's names are, over all writings of both. From alike to different. */
enum NameLikeness {
    SAME(MatchReason.SAME_NAME),
    PINYIN(MatchReason.SAME_NAME_IN_PINYIN),
    SIMILAR(MatchReason.SIMILAR_NAME),
    /** the family name only, which says nothing */
    FAMILY(MatchReason.OTHER_NAME),
    OTHER(MatchReason.OTHER_NAME),
    /** one of them is not known, or they are in different scripts */
    UNKNOWN(null);

    private static final int SHORTEST_TO_BE_SIMILAR = 3;

    private final MatchReason reason;

    NameLikeness(MatchReason reason) {
        this.reason = reason;
    }

    Optional<MatchReason> reason() {
        return Optional.ofNullable(reason);
    }

    /** Han writings decide where both have one: people of one pinyin are many. */
    static NameLikeness of(Set<String> some, Set<String> others) {
        NameLikeness han = best(some, others, true);
        if (han != UNKNOWN) {
            return han;
        }
        NameLikeness latin = best(some, others, false);
        boolean chinese = some.stream().anyMatch(NameLikeness::han) || others.stream().anyMatch(NameLikeness::han);
        return latin == SAME && chinese ? PINYIN : latin;
    }

    private static NameLikeness best(Set<String> some, Set<String> others, boolean han) {
        NameLikeness best = UNKNOWN;
        for (String one : some) {
            for (String other : others) {
                if (han(one) == han && han(other) == han) {
                    NameLikeness likeness = compare(one, other);
                    best = likeness.compareTo(best) < 0 ? likeness : best;
                }
            }
        }
        return best;
    }

    private static NameLikeness compare(String one, String other) {
        String a = one.replace(" ", "");
        String b = other.replace(" ", "");
        if (a.equals(b)) {
            return SAME;
        }
        if (Math.min(a.length(), b.length()) >= SHORTEST_TO_BE_SIMILAR && oneEditApart(a, b)) {
            return SIMILAR;
        }
        return family(one).equals(family(other)) ? FAMILY : OTHER;
    }

    /** One letter put in, left out or exchanged, or two neighbours in each other's place. */
    static boolean oneEditApart(String a, String b) {
        if (a.length() > b.length()) {
            return oneEditApart(b, a);
        }
        if (b.length() - a.length() > 1) {
            return false;
        }
        int i = 0;
        while (i < a.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        if (a.length() < b.length()) {
            return a.substring(i).equals(b.substring(i + 1));
        }
        boolean exchanged = a.substring(i + 1).equals(b.substring(i + 1));
        boolean swapped = i + 1 < a.length()
                && a.charAt(i) == b.charAt(i + 1)
                && a.charAt(i + 1) == b.charAt(i)
                && a.substring(i + 2).equals(b.substring(i + 2));
        return exchanged || swapped;
    }

    private static String family(String name) {
        int space = name.indexOf(' ');
        if (space > 0) {
            return name.substring(0, space);
        }
        return han(name) ? name.substring(0, 1) : name;
    }

    private static boolean han(String name) {
        return name.codePoints().anyMatch(Character::isIdeographic);
    }
}
