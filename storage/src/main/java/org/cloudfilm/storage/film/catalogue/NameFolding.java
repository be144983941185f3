package org.cloudfilm.storage.film.catalogue;

import java.text.Normalizer;
import java.util.Locale;

/** The form in which names are compared: without accents, case, width variants and padding. */
public final class NameFolding {

    private NameFolding() {}

    /** Folds one component group; empty components at the end fall away. */
    public static String folded(String group) {
        String folded = Normalizer.normalize(group, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll(" ?\\^ ?", "^");
        return folded.replaceAll("[\\^ ]+$", "").strip();
    }
}
