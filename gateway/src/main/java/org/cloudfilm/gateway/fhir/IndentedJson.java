package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;

/** JSON for human eyes: line breaks and indents put in, numbers and texts as they were written. */
final class IndentedJson {

    private final ByteArrayOutputStream out;
    private int depth;

    private IndentedJson(int length) {
        this.out = new ByteArrayOutputStream(length * 2);
    }

    static byte[] of(byte[] json) {
        IndentedJson indented = new IndentedJson(json.length);
        for (int i = 0; i < json.length; i++) {
            i = indented.copy(json, i);
        }
        return indented.out.toByteArray();
    }

    /** Returns the position of the last byte consumed. */
    private int copy(byte[] json, int at) {
        switch (json[at]) {
            case ' ', '\t', '\r', '\n' -> {}
            case '"' -> {
                return string(json, at);
            }
            case '{', '[' -> {
                int next = afterSpace(json, at + 1);
                if (json[next] == '}' || json[next] == ']') {
                    out.write(json[at]);
                    out.write(json[next]);
                    return next;
                }
                out.write(json[at]);
                depth++;
                line();
            }
            case '}', ']' -> {
                depth--;
                line();
                out.write(json[at]);
            }
            case ',' -> {
                out.write(',');
                line();
            }
            case ':' -> {
                out.write(':');
                out.write(' ');
            }
            default -> out.write(json[at]);
        }
        return at;
    }

    private int string(byte[] json, int at) {
        int end = at + 1;
        while (json[end] != '"') {
            end += json[end] == '\\' ? 2 : 1;
        }
        out.write(json, at, end + 1 - at);
        return end;
    }

    private static int afterSpace(byte[] json, int at) {
        int next = at;
        while (json[next] == ' ' || json[next] == '\n' || json[next] == '\r' || json[next] == '\t') {
            next++;
        }
        return next;
    }

    private void line() {
        out.write('\n');
        for (int i = 0; i < depth; i++) {
            out.write(' ');
            out.write(' ');
        }
    }
}
