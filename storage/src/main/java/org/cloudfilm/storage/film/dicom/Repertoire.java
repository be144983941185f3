package org.cloudfilm.storage.film.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters that Specific Character Set (0008,0005) declares (PS3.3 C.12.1.1.2), and what senders really mean by
 * it.
 *
 * <p>A declaration is believed as long as the bytes fit. The exceptions, all seen in hospitals: UTF-8 or GBK under the
 * name of another set or of none; GB 2312 (ISO_IR 58) without the escape sequences that it needs.
 */
final class Repertoire {

    static final Repertoire DEFAULT = new Repertoire(List.of(Term.ASCII));
    static final Repertoire UNICODE = new Repertoire(List.of(Term.UNICODE));

    /** GB 18030 contains GBK and GB 2312, so it stands for all three. */
    static final Charset GB18030 = Charset.forName("GB18030");

    private static final byte ESCAPE = 0x1B;

    /** The sets by number in the registry of ISO 2022, plus two that are none of it. */
    enum Term {
        ASCII(6, null),
        LATIN_1(100, "ISO-8859-1"),
        LATIN_2(101, "ISO-8859-2"),
        LATIN_3(109, "ISO-8859-3"),
        LATIN_4(110, "ISO-8859-4"),
        LATIN_5(148, "ISO-8859-9"),
        LATIN_9(203, "ISO-8859-15"),
        CYRILLIC(144, "ISO-8859-5"),
        ARABIC(127, "ISO-8859-6"),
        GREEK(126, "ISO-8859-7"),
        HEBREW(138, "ISO-8859-8"),
        THAI(166, "TIS-620"),
        JAPANESE(13, "JIS_X0201"),
        KANJI(87, "Shift_JIS"),
        KANJI_2(159, "Shift_JIS"),
        KOREAN(149, "EUC-KR"),
        GB2312(58, "GB18030"),
        UNICODE(192, "UTF-8"),
        GB(0, "GB18030");

        private final int registration;
        private final Charset charset;

        Term(int registration, String charset) {
            this.registration = registration;
            this.charset = charset == null ? null : Charset.forName(charset);
        }

        /** Of one byte a character in its upper half; null when it has none. */
        Charset upperHalf() {
            return this == KANJI || this == KANJI_2 || this == KOREAN || this == GB2312 ? null : charset;
        }

        private static final Pattern REGISTERED = Pattern.compile("IR[ _-]*([0-9]{1,4})");

        /** The meaning of a defined term, generously: {@code ISO IR 100}, {@code ISO-IR_100}, {@code GBK}. */
        static Term of(String text) {
            String term = text.toUpperCase(Locale.ROOT);
            Matcher registered = REGISTERED.matcher(term);
            if (registered.find()) {
                int number = Integer.parseInt(registered.group(1));
                for (Term one : values()) {
                    if (one.registration == number && one != GB) {
                        return one;
                    }
                }
            }
            if (term.contains("GB") || term.contains("936")) {
                return GB;
            }
            if (term.contains("UTF")) {
                return UNICODE;
            }
            return term.contains("8859-1") && !term.contains("8859-15") ? LATIN_1 : ASCII;
        }
    }

    private final List<Term> terms;

    private Repertoire(List<Term> terms) {
        this.terms = terms;
    }

    /** From the value of (0008,0005). Terms that nobody knows count as the default repertoire. */
    static Repertoire of(byte[] value) {
        List<Term> terms = new ArrayList<>(1);
        for (String term : new String(value, StandardCharsets.ISO_8859_1).split("\\\\", -1)) {
            terms.add(Term.of(term));
        }
        if (terms.equals(UNICODE.terms)) {
            return UNICODE;
        }
        return terms.equals(DEFAULT.terms) ? DEFAULT : new Repertoire(terms);
    }

    /** Text of one attribute, values not yet separated. Never fails: what cannot be decoded becomes U+FFFD. */
    String decode(byte[] bytes, Vr vr) {
        boolean escapes = false;
        boolean high = false;
        for (byte b : bytes) {
            high |= b < 0;
            escapes |= b == ESCAPE;
        }
        Term first = terms.getFirst();
        // read with one of Java's charsets JIS X 0201 would turn backslashes into yen signs
        boolean japanese = first == Term.JAPANESE && high;
        if (japanese || escapes && first != Term.UNICODE && first != Term.GB) {
            return new CodeExtensions(first.upperHalf(), vr).decode(bytes);
        }
        return high ? decodeHigh(bytes) : new String(bytes, StandardCharsets.US_ASCII);
    }

    private String decodeHigh(byte[] bytes) {
        String unicode = TextGuess.strictly(bytes, StandardCharsets.UTF_8);
        Term declared = withoutEscapes();
        return switch (declared) {
            case UNICODE -> unicode != null
                    ? unicode
                    : new String(bytes, TextGuess.plausibleChinese(bytes) ? GB18030 : StandardCharsets.UTF_8);
            case GB, GB2312 -> unicode != null && TextGuess.hasChinese(unicode) && !TextGuess.allGb2312(bytes)
                    ? unicode
                    : new String(bytes, GB18030);
            case ASCII, LATIN_1 -> guess(bytes, unicode);
            default -> unicode != null ? unicode : new String(bytes, declared.charset);
        };
    }

    private static String guess(byte[] bytes, String unicode) {
        boolean chinese = TextGuess.plausibleChinese(bytes);
        if (unicode != null && (!chinese || TextGuess.hasChinese(unicode))) {
            return unicode;
        }
        return new String(bytes, chinese ? GB18030 : StandardCharsets.ISO_8859_1);
    }

    /** What upper-half bytes mean when nobody switched sets: the first term, or a later one if that has no such. */
    private Term withoutEscapes() {
        for (Term term : terms) {
            if (term != Term.ASCII) {
                return term;
            }
        }
        return Term.ASCII;
    }
}
