package org.cloudfilm.storage.film.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The characters that Specific Character Set (0008,0005) declares (PS3.3 C.12.1.1.2), and what senders really mean by
 * it.
 */
final class Repertoire {

    static final Repertoire DEFAULT = new Repertoire(List.of(""));
    static final Repertoire UNICODE = new Repertoire(List.of("ISO_IR 192"));

    private final List<String> terms;

    private Repertoire(List<String> terms) {
        this.terms = terms;
    }

    /** From the value of (0008,0005). Common mistakes in writing the terms are understood. */
    static Repertoire of(byte[] value) {
        List<String> terms = new ArrayList<>();
        for (String term : new String(value, StandardCharsets.ISO_8859_1).split("\\\\", -1)) {
            terms.add(term.replace((char) 0, ' ').strip().toUpperCase(Locale.ROOT).replace('-', ' ').replaceFirst("^ISO[ _]IR[ _]?", "ISO_IR "));
        }
        if (terms.equals(UNICODE.terms)) {
            return UNICODE;
        }
        return terms.equals(DEFAULT.terms) ? DEFAULT : new Repertoire(terms);
    }

    /** Text of one attribute, values not yet separated. Never fails: what cannot be decoded becomes U+FFFD. */
    String decode(byte[] bytes, Vr vr) {
        Charset charset = terms.getFirst().startsWith("GB") ? Charset.forName("GB18030") : this == UNICODE ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new String(bytes, charset);
    }
}
