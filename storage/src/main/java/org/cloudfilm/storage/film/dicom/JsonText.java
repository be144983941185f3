package org.cloudfilm.storage.film.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The few pieces of JSON syntax (RFC 8259) that DICOM needs, written without an object for each. */
final class JsonText {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final byte[] buffer = new byte[8 << 10];
    private int filled;

    JsonText(OutputStream out) {
        this.out = out;
    }

    JsonText raw(char c) throws IOException {
        if (filled == buffer.length) {
            flush();
        }
        buffer[filled++] = (byte) c;
        return this;
    }

    /** ASCII that is JSON already. */
    JsonText raw(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            raw(ascii.charAt(i));
        }
        return this;
    }

    JsonText hex(int value, int digits) throws IOException {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            raw((char) HEX[value >>> shift & 0xF]);
        }
        return this;
    }

    /** A quoted string; lone surrogates become U+FFFD, because UTF-8 cannot carry them. */
    JsonText string(String text) throws IOException {
        raw('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                raw('\\').raw(c);
            } else if (c < ' ' || c == 0x7F) {
                raw("\\u").hex(c, 4);
            } else if (c < 0x80) {
                raw(c);
            } else {
                i += wide(text, i) - 1;
            }
        }
        return raw('"');
    }

    private int wide(String text, int at) throws IOException {
        int point = text.codePointAt(at);
        if (point >= 0xD800 && point <= 0xDFFF) {
            point = 0xFFFD;
        }
        if (point < 0x800) {
            raw((char) (0xC0 | point >> 6));
        } else if (point < 0x10000) {
            raw((char) (0xE0 | point >> 12)).raw((char) (0x80 | point >> 6 & 0x3F));
        } else {
            raw((char) (0xF0 | point >> 18)).raw((char) (0x80 | point >> 12 & 0x3F));
            raw((char) (0x80 | point >> 6 & 0x3F));
        }
        raw((char) (0x80 | point & 0x3F));
        return Character.charCount(point);
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
