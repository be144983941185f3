package org.cloudfilm.gateway.hl7v2;

import java.nio.charset.Charset;
import java.util.HexFormat;

/** Escape sequences in text fields (HL7 v2.5 chapter 2.7). */
final class Escapes {

    /** Longer than any sequence but hexadecimal data; an escape character further away starts nothing. */
    private static final int LONGEST = 4096;

    private Escapes() {}

    /**
     * The text meant. Formatting becomes line feeds or nothing; sequences we do not know stay as they are.
     *
     * @param charset in which hexadecimal sequences give their bytes
     */
    static String decode(String raw, Delimiters delimiters, Charset charset) {
        char escape = delimiters.escape();
        int start = escape == Delimiters.NONE ? -1 : raw.indexOf(escape);
        if (start < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        int done = 0;
        while (start >= 0) {
            int end = raw.indexOf(escape, start + 1);
            if (end < 0) {
                break;
            }
            String meaning = end - start > LONGEST ? null : meaning(raw.substring(start + 1, end), delimiters, charset);
            text.append(raw, done, start);
            if (meaning == null) {
                // perhaps a stray one, and the next begins a sequence
                text.append(escape);
                done = start + 1;
                start = end;
            } else {
                text.append(meaning);
                done = end + 1;
                start = raw.indexOf(escape, done);
            }
        }
        return text.append(raw, done, raw.length()).toString();
    }

    private static String meaning(String sequence, Delimiters delimiters, Charset charset) {
        if (sequence.isEmpty()) {
            return null;
        }
        return switch (sequence.charAt(0)) {
            case 'F' -> delimiter(sequence, delimiters.field());
            case 'S' -> delimiter(sequence, delimiters.component());
            case 'T' -> delimiter(sequence, delimiters.subcomponent());
            case 'R' -> delimiter(sequence, delimiters.repetition());
            case 'E' -> delimiter(sequence, delimiters.escape());
            case 'H', 'N' -> sequence.length() == 1 ? "" : null;
            case 'X' -> hexadecimal(sequence, charset);
            case '.' -> formatting(sequence);
            default -> null;
        };
    }

    private static String delimiter(String sequence, char delimiter) {
        return sequence.length() == 1 && delimiter != Delimiters.NONE ? String.valueOf(delimiter) : null;
    }

    private static String hexadecimal(String sequence, Charset charset) {
        try {
            return new String(HexFormat.of().parseHex(sequence, 1, sequence.length()), charset);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String formatting(String sequence) {
        String command = sequence.length() < 3 ? "" : sequence.substring(1, 3);
        return switch (command) {
            case "br", "sp", "ce" -> "\n";
            case "in", "ti", "fi", "nf", "sk" -> command.equals("sk") ? " " : "";
            default -> null;
        };
    }

    /** The other way round, for text of ours; line breaks become {@code \.br\}. */
    static String encode(String text, Delimiters delimiters) {
        char escape = delimiters.escape();
        StringBuilder raw = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String name = c == delimiters.field() ? "F"
                    : c == delimiters.component() ? "S"
                    : c == delimiters.subcomponent() ? "T"
                    : c == delimiters.repetition() ? "R"
                    : c == escape ? "E"
                    : c == '\n' || c == '\r' ? ".br"
                    : null;
            if (name == null) {
                raw.append(c);
            } else if (escape != Delimiters.NONE) {
                raw.append(escape).append(name).append(escape);
            } else {
                raw.append(' ');
            }
        }
        return raw.toString();
    }
}
