package org.cloudfilm.storage.film.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text that switches character sets by escape sequences (ISO 2022 as PS3.5 section 6.1.2.5 restricts it): a
 * lower half G0 and an upper half G1, each of one or two bytes a character. At the end of a line, value or name
 * component the initial sets are back.
 */
final class CodeExtensions {

    private static final Charset KANJI = Charset.forName("x-JIS0208");
    private static final Charset KANJI_2 = Charset.forName("JIS_X0212-1990");
    private static final Charset KATAKANA = Charset.forName("JIS_X0201");
    private static final Charset KOREAN = Charset.forName("EUC-KR");
    private static final Charset CHINESE = Charset.forName("GB2312");

    private static final int ESCAPE = 0x1B;

    private final Charset initialUpper;
    private final Vr vr;
    private final StringBuilder text = new StringBuilder();
    /** null for one byte a character, which is ASCII */
    private Charset lower;
    private Charset upper;

    CodeExtensions(Charset initialUpper, Vr vr) {
        this.initialUpper = initialUpper;
        this.upper = initialUpper;
        this.vr = vr;
    }

    String decode(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int b = bytes[at] & 0xFF;
            if (b == ESCAPE) {
                at += 1 + escape(bytes, at + 1);
            } else if (b < 0x80) {
                at += lower(bytes, at);
            } else {
                at += upper(bytes, at);
            }
        }
        return text.toString();
    }

    private int lower(byte[] bytes, int at) {
        if (lower != null && bytes[at] > ' ' && at + 1 < bytes.length) {
            text.append(new String(bytes, at, 2, lower));
            return 2;
        }
        char c = (char) bytes[at];
        text.append(c);
        if (delimits(c)) {
            lower = null;
            // senders forget to switch again; where nothing else could be meant the set stays
            upper = initialUpper == null ? upper : initialUpper;
        }
        return 1;
    }

    private int upper(byte[] bytes, int at) {
        int length = (upper == KOREAN || upper == CHINESE) && at + 1 < bytes.length ? 2 : 1;
        text.append(new String(bytes, at, length, upper == null ? StandardCharsets.ISO_8859_1 : upper));
        return length;
    }

    private boolean delimits(char c) {
        return switch (c) {
            case '\r', '\n', '\f', '\t' -> true;
            case '\\' -> !vr.singleText();
            case '^', '=' -> vr == Vr.PN;
            default -> false;
        };
    }

    /** Switches and returns the length of the sequence after ESC; an unknown one is dropped up to its final byte. */
    private int escape(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] >= 0x20 && bytes[end] < 0x30) {
            end++;
        }
        if (end == bytes.length) {
            return end - from;
        }
        switch (new String(bytes, from, end + 1 - from, StandardCharsets.ISO_8859_1)) {
            case "(B", "(J" -> lower = null;
            case "$B", "$@" -> lower = KANJI;
            case "$(D" -> lower = KANJI_2;
            case ")I" -> upper = KATAKANA;
            case "$)C" -> upper = KOREAN;
            case "$)A" -> upper = CHINESE;
            case "-A" -> upper = StandardCharsets.ISO_8859_1;
            case "-B" -> upper = Charset.forName("ISO-8859-2");
            case "-C" -> upper = Charset.forName("ISO-8859-3");
            case "-D" -> upper = Charset.forName("ISO-8859-4");
            case "-F" -> upper = Charset.forName("ISO-8859-7");
            case "-G" -> upper = Charset.forName("ISO-8859-6");
            case "-H" -> upper = Charset.forName("ISO-8859-8");
            case "-L" -> upper = Charset.forName("ISO-8859-5");
            case "-M" -> upper = Charset.forName("ISO-8859-9");
            case "-b" -> upper = Charset.forName("ISO-8859-15");
            case "-T" -> upper = Charset.forName("TIS-620");
            default -> { }
        }
        return end + 1 - from;
    }
}
