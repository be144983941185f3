package org.cloudfilm.storage.film.dicom;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A person's name (PS3.5 section 6.2.1) in up to three writings, each of up to five components: family, given, middle,
 * prefix, suffix. A missing writing is empty, never null.
 */
public record PersonName(Group alphabetic, Group ideographic, Group phonetic) {

    public static final PersonName EMPTY = new PersonName(Group.EMPTY, Group.EMPTY, Group.EMPTY);

    private static final int LONGEST = 512;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s^,.·・‧'’`\\-_]+");

    /** Reads decoded text such as {@code Zhang^San=张^三=}; what is beyond three groups is dropped. */
    public static PersonName parse(String text) {
        String[] groups = text.split("=", -1);
        return new PersonName(
                Group.parse(groups[0]),
                groups.length > 1 ? Group.parse(groups[1]) : Group.EMPTY,
                groups.length > 2 ? Group.parse(groups[2]) : Group.EMPTY);
    }

    public boolean isEmpty() {
        return alphabetic.isEmpty() && ideographic.isEmpty() && phonetic.isEmpty();
    }

    /** The writing to show: ideographic if there is one, else alphabetic, else phonetic. */
    public Group preferred() {
        if (!ideographic.isEmpty()) {
            return ideographic;
        }
        return alphabetic.isEmpty() ? phonetic : alphabetic;
    }

    /** What to show a person: {@code 张三}, {@code Zhang San}. */
    public String display() {
        return preferred().display();
    }

    /** DICOM text, without empty groups at its end. */
    public String text() {
        String text = alphabetic.text() + "=" + ideographic.text() + "=" + phonetic.text();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * The non-empty writings in the form that names are compared in: {@code zhang san}, {@code 张 三}. Accents, case,
     * width and the kind of separator make no difference. See {@link #searchKey}.
     */
    public List<String> searchKeys() {
        Set<String> keys = new LinkedHashSet<>();
        for (Group group : List.of(alphabetic, ideographic, phonetic)) {
            String key = searchKey(group.text());
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        return List.copyOf(keys);
    }

    /**
     * Case folded, compatibility forms and accents resolved, separators as single spaces. Wildcards ({@code * ?})
     * survive, so that a query can be normalised the same way. What is beyond 512 characters is no name and left out.
     */
    public static String searchKey(String text) {
        String name = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        String decomposed = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        String folded = Normalizer.normalize(decomposed, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return SEPARATORS.matcher(folded).replaceAll(" ").strip();
    }

    /** One writing of a name. Components are never null. */
    public record Group(String family, String given, String middle, String prefix, String suffix) {

        public static final Group EMPTY = new Group("", "", "", "", "");

        static Group parse(String text) {
            if (text.isBlank()) {
                return EMPTY;
            }
            String[] parts = text.split("\\^", -1);
            return new Group(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3), part(parts, 4));
        }

        private static String part(String[] parts, int index) {
            return index < parts.length ? parts[index].strip() : "";
        }

        public boolean isEmpty() {
            return family.isEmpty() && given.isEmpty() && middle.isEmpty() && prefix.isEmpty() && suffix.isEmpty();
        }

        /** DICOM text, without empty components at its end. */
        public String text() {
            String text = String.join("^", family, given, middle, prefix, suffix);
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '^') {
                end--;
            }
            return text.substring(0, end);
        }

        /** Chinese and Japanese names without, all others with spaces; family name first as it is written. */
        public String display() {
            List<String> parts = new ArrayList<>();
            for (String part : List.of(prefix, family, given, middle, suffix)) {
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            }
            boolean han = !family.isEmpty() && Character.isIdeographic(family.codePointAt(0));
            return String.join(han ? "" : " ", parts);
        }
    }
}
