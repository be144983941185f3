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
        return plain(ascii, 0, ascii.length());
    }

    @SuppressWarnings("deprecation") // this getBytes is for text known to be ASCII, and twice as fast
    private JsonText plain(String ascii, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            if (filled == buffer.length) {
                flush();
            }
            int n = Math.min(to - at, buffer.length - filled);
            ascii.getBytes(at, at + n, buffer, filled);
            filled += n;
            at += n;
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
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && isPlain(text.charAt(at))) {
                at++;
            }
            plain(text, from, at);
            if (at < text.length()) {
                at += special(text, at);
            }
        }
        return raw('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    }

    private int special(String text, int at) throws IOException {
        char c = text.charAt(at);
        if (c >= 0x80) {
            return wide(text, at);
        }
        raw('\\');
        if (c == '"' || c == '\\') {
            raw(c);
        } else {
            raw('u').hex(c, 4);
        }
        return 1;
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
