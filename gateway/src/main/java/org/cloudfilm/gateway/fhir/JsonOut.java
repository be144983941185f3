package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Puts JSON together from names, texts and finished pieces, without looking into those. */
final class JsonOut {

    private static final byte[][] ESCAPES = escapes();

    private final OutputStream out;

    JsonOut(OutputStream out) {
        this.out = out;
    }

    OutputStream stream() {
        return out;
    }

    /** Syntax and ASCII names, written as they are. */
    JsonOut raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    JsonOut raw(byte[] json) throws IOException {
        out.write(json);
        return this;
    }

    JsonOut string(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write('"');
        int written = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b >= 0 && b < ESCAPES.length && ESCAPES[b] != null) {
                out.write(utf8, written, i - written);
                out.write(ESCAPES[b]);
                written = i + 1;
            }
        }
        out.write(utf8, written, utf8.length - written);
        out.write('"');
        return this;
    }

    private static byte[][] escapes() {
        byte[][] escapes = new byte['\\' + 1][];
        for (int c = 0; c < ' '; c++) {
            escapes[c] = String.format("\\u%04x", c).getBytes(StandardCharsets.US_ASCII);
        }
        escapes['\n'] = new byte[] {'\\', 'n'};
        escapes['\t'] = new byte[] {'\\', 't'};
        escapes['"'] = new byte[] {'\\', '"'};
        escapes['\\'] = new byte[] {'\\', '\\'};
        return escapes;
    }
}
