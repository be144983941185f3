package org.cloudfilm.viewer.exam;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** How modalities and body sites are written in free text, in Chinese and in English. */
final class FilmWords {

    private static final Map<String, Pattern> MODALITIES = Map.of(
            "CT", Pattern.compile("(?<![a-z])ct(?![b-z])"),
            "MR", Pattern.compile("(?<![a-z])(mri?|mra)(?![a-z])|磁共振|核磁"),
            "US", Pattern.compile("(?<![a-z])(us|ultraso\\w*|sonogra\\w*)(?![a-z])|超声|b超|彩超"),
            "MG", Pattern.compile("钼靶|乳腺x|(?<![a-z])(mg(?![a-z])|mammo)"),
            "DX", Pattern.compile("x线|x光|平片|摄片|胸片|x-?ray|(?<![a-z])(dr|dx|xr|radiogra\\w*)(?![a-z])"),
            "ECG", Pattern.compile("心电图|(?<![a-z])(ecg|ekg|electrocardio\\w*)"),
            "PT", Pattern.compile("(?<![a-z])pet"),
            "BMD", Pattern.compile("骨密度|(?<![a-z])(dxa|dexa)(?![a-z])|bone density"));

    private FilmWords() {}

    /** Lower case, full width as half width, one space between words. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
    }

    /** CR and DX are one to whoever orders an exam. */
    static String modality(String code) {
        String upper = code.strip().toUpperCase(Locale.ROOT);
        return upper.equals("CR") || upper.equals("DR") ? "DX" : upper;
    }

    static Set<String> modalitiesIn(String folded) {
        Set<String> found = new LinkedHashSet<>();
        MODALITIES.forEach((modality, words) -> {
            if (words.matcher(folded).find()) {
                found.add(modality);
            }
        });
        if (found.contains("MG")) {
            found.remove("DX");
        }
        if (found.contains("PT")) {
            found.remove("CT");
        }
        return found;
    }

    /**
     * The items that a text names, longest words first and each stretch of text once: 胸椎 names the thoracic spine and
     * not the chest.
     */
    static Set<ExamItem> named(String folded, Collection<ExamItem> among) {
        record Word(String word, ExamItem item) {}
        List<Word> words = new ArrayList<>();
        among.forEach(item -> item.words().forEach(word -> words.add(new Word(word, item))));
        words.sort(Comparator.comparingInt((Word word) -> word.word.length()).reversed().thenComparing(Word::word));
        Set<ExamItem> named = new LinkedHashSet<>();
        String left = folded;
        int i = 0;
        while (i < words.size()) {
            String word = words.get(i).word;
            boolean there = left.contains(word);
            for (; i < words.size() && words.get(i).word.equals(word); i++) {
                if (there) {
                    named.add(words.get(i).item);
                }
            }
            if (there) {
                left = left.replace(word, "|");
            }
        }
        return named;
    }
}
