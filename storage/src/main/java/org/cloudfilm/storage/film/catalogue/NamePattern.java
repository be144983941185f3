package org.cloudfilm.storage.film.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cloudfilm.storage.film.dicom.PersonName;

/** Patterns for the name keys of the catalogue: folded component groups, each on a line of its own. */
final class NamePattern {

    private NamePattern() {}

    /** One regular expression for each component group that was given; each must match some group of the name. */
    static List<String> groups(String name) {
        List<String> patterns = new ArrayList<>();
        for (String group : name.split("=")) {
            String folded = PersonName.searchKey(group);
            if (!folded.isEmpty()) {
                patterns.add("\\n" + expression(folded) + "\\n");
            }
        }
        return patterns;
    }

    /** The words of all groups, folded, for fuzzy matching. */
    static List<String> words(String name) {
        return Arrays.stream(name.replace("*", "").split("="))
                .flatMap(group -> Arrays.stream(PersonName.searchKey(group).split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A regular expression for names of which a word begins like this. */
    static String beginning(String word) {
        return "[\\n ]" + expression(word);
    }

    private static String expression(String folded) {
        StringBuilder expression = new StringBuilder(folded.length() + 16);
        folded.codePoints().forEach(c -> {
            if (c == '*') {
                expression.append("[^\\n]*");
            } else if (c == '?') {
                expression.append("[^\\n]");
            } else if (Character.isLetterOrDigit(c)) {
                expression.appendCodePoint(c);
            } else {
                expression.append("[").append(c == '^' || c == '\\' || c == ']' ? "\\" : "").appendCodePoint(c).append("]");
            }
        });
        return expression.toString();
    }
}
