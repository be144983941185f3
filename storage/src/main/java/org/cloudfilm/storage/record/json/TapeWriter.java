package org.cloudfilm.storage.record.json;

import static org.cloudfilm.storage.record.json.JsonDocument.END;
import static org.cloudfilm.storage.record.json.JsonDocument.ESCAPED;
import static org.cloudfilm.storage.record.json.JsonDocument.NAME_END;
import static org.cloudfilm.storage.record.json.JsonDocument.NAME_ESCAPED;
import static org.cloudfilm.storage.record.json.JsonDocument.NAME_HASH;
import static org.cloudfilm.storage.record.json.JsonDocument.NAME_START;
import static org.cloudfilm.storage.record.json.JsonDocument.NEXT;
import static org.cloudfilm.storage.record.json.JsonDocument.SHAPE;
import static org.cloudfilm.storage.record.json.JsonDocument.SIZE_SHIFT;
import static org.cloudfilm.storage.record.json.JsonDocument.START;
import static org.cloudfilm.storage.record.json.JsonDocument.WIDTH;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cloudfilm.storage.record.json.JsonFormatException.Kind;

/** One pass over a JSON text that writes its tape. Without recursion: depth costs an entry of a small stack. */
final class TapeWriter {

    private static final int FEW_MEMBERS = 16;

    /** A value takes 29 bytes in Synthea's records on the average; what has far less is no record and makes long tapes. */
    private static final int LEAST_BYTES = 5;

    private static final int FEW_VALUES = 20_000;

    private final byte[] bytes;
    private final int begin;
    private final int limit;
    private final JsonLimits limits;

    private int at;
    private int[] tape;
    private int nodes;
    /** the open containers, and the last finished child of each */
    private int[] open = new int[16];
    private int[] lastChild = new int[16];
    private int depth;

    private int nameStart = -1;
    private int nameEnd;
    private int nameHash;
    private boolean nameEscaped;

    TapeWriter(byte[] bytes, int offset, int length, JsonLimits limits) {
        this.bytes = bytes;
        this.begin = offset;
        this.limit = offset + length;
        this.limits = limits;
        this.at = offset;
        this.tape = new int[WIDTH * Math.clamp(length / 16, 16, 4096)];
    }

    JsonDocument write() throws JsonFormatException {
        skipByteOrderMark();
        value();
        while (depth > 0) {
            member();
        }
        if (skipSpace() >= 0) {
            throw wrong(Kind.SYNTAX);
        }
        return new JsonDocument(bytes, Arrays.copyOf(tape, nodes * WIDTH));
    }

    /** The next member or element of the innermost container, or its end. */
    private void member() throws JsonFormatException {
        int container = open[depth - 1];
        boolean object = bytes[tape[container * WIDTH + START]] == '{';
        int c = skipSpace();
        boolean first = lastChild[depth - 1] < 0;
        if (c == (object ? '}' : ']')) {
            at++;
            close(container, object);
            return;
        }
        if (!first) {
            expect(',');
            c = skipSpace();
        }
        if (object) {
            if (c != '"') {
                throw wrong(Kind.SYNTAX);
            }
            name();
        }
        value();
    }

    private void name() throws JsonFormatException {
        nameStart = at + 1;
        nameEscaped = string();
        nameEnd = at - 1;
        nameHash = nameEscaped
                ? hash(JsonText.unescape(bytes, nameStart, nameEnd).getBytes(StandardCharsets.UTF_8))
                : hash(bytes, nameStart, nameEnd);
        skipSpace();
        expect(':');
    }

    private static int hash(byte[] name) {
        return hash(name, 0, name.length);
    }

    private static int hash(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash;
    }

    private void value() throws JsonFormatException {
        int c = skipSpace();
        int node = add();
        switch (c) {
            case '{' -> push(node, JsonKind.OBJECT);
            case '[' -> push(node, JsonKind.ARRAY);
            case '"' -> {
                boolean escaped = string();
                end(node, JsonKind.STRING, escaped ? ESCAPED : 0);
            }
            case 't' -> word(node, "true", JsonKind.TRUE);
            case 'f' -> word(node, "false", JsonKind.FALSE);
            case 'n' -> word(node, "null", JsonKind.NULL);
            default -> {
                number(c);
                end(node, JsonKind.NUMBER, 0);
            }
        }
    }

    private int add() throws JsonFormatException {
        if (nodes == limits.values() || nodes > FEW_VALUES && (at - begin) / LEAST_BYTES < nodes) {
            throw wrong(Kind.TOO_MANY_VALUES);
        }
        int node = nodes++;
        if (nodes * WIDTH > tape.length) {
            tape = Arrays.copyOf(tape, tape.length + Math.max(tape.length / 2, WIDTH));
        }
        int entry = node * WIDTH;
        tape[entry + START] = at;
        tape[entry + NEXT] = -1;
        tape[entry + SHAPE] = nameEscaped ? NAME_ESCAPED : 0;
        tape[entry + NAME_START] = nameStart;
        tape[entry + NAME_END] = nameEnd;
        tape[entry + NAME_HASH] = nameHash;
        nameStart = -1;
        nameEscaped = false;
        if (depth > 0) {
            int before = lastChild[depth - 1];
            if (before >= 0) {
                tape[before * WIDTH + NEXT] = node;
            }
            lastChild[depth - 1] = node;
            tape[open[depth - 1] * WIDTH + SHAPE] += 1 << SIZE_SHIFT;
        }
        return node;
    }

    private void push(int node, JsonKind kind) throws JsonFormatException {
        if (depth == limits.depth()) {
            throw wrong(Kind.TOO_DEEP);
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            lastChild = Arrays.copyOf(lastChild, depth * 2);
        }
        tape[node * WIDTH + SHAPE] |= kind.ordinal();
        open[depth] = node;
        lastChild[depth++] = -1;
        at++;
    }

    private void close(int container, boolean object) throws JsonFormatException {
        tape[container * WIDTH + END] = at;
        if (object) {
            refuseTwins(container);
        }
        depth--;
    }

    private void end(int node, JsonKind kind, int flags) {
        tape[node * WIDTH + SHAPE] |= kind.ordinal() | flags;
        tape[node * WIDTH + END] = at;
    }

    private void word(int node, String word, JsonKind kind) throws JsonFormatException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        end(node, kind, 0);
    }

    /** Which of two values of one name counts is a matter of taste, and of attacks. */
    private void refuseTwins(int object) throws JsonFormatException {
        int size = tape[object * WIDTH + SHAPE] >>> SIZE_SHIFT;
        if (size <= FEW_MEMBERS) {
            for (int a = size == 0 ? -1 : object + 1; a >= 0; a = tape[a * WIDTH + NEXT]) {
                for (int b = tape[a * WIDTH + NEXT]; b >= 0; b = tape[b * WIDTH + NEXT]) {
                    refuseTwin(a, b);
                }
            }
            return;
        }
        long[] byHash = new long[size];
        int n = 0;
        for (int child = object + 1; child >= 0; child = tape[child * WIDTH + NEXT]) {
            byHash[n++] = (long) tape[child * WIDTH + NAME_HASH] << 32 | child;
        }
        Arrays.sort(byHash);
        // names of one hash lie together; should somebody craft very many of them, the document is not worth reading
        for (int i = 1; i < size; i++) {
            for (int j = i - 1; j >= 0 && byHash[j] >> 32 == byHash[i] >> 32; j--) {
                refuseTwin((int) byHash[j], (int) byHash[i]);
                if (i - j > FEW_MEMBERS) {
                    throw wrong(Kind.DUPLICATE_NAME);
                }
            }
        }
    }

    private void refuseTwin(int a, int b) throws JsonFormatException {
        int first = a * WIDTH;
        int second = b * WIDTH;
        boolean plain = ((tape[first + SHAPE] | tape[second + SHAPE]) & NAME_ESCAPED) == 0;
        boolean equal = plain
                ? tape[first + NAME_HASH] == tape[second + NAME_HASH]
                        && Arrays.equals(
                                bytes, tape[first + NAME_START], tape[first + NAME_END],
                                bytes, tape[second + NAME_START], tape[second + NAME_END])
                : nameOf(first).equals(nameOf(second));
        if (equal) {
            throw new JsonFormatException(Kind.DUPLICATE_NAME, tape[second + NAME_START] - begin);
        }
    }

    private String nameOf(int entry) {
        return JsonText.unescape(bytes, tape[entry + NAME_START], tape[entry + NAME_END]);
    }

    /** From the opening quote to behind the closing one; whether there are escapes. */
    private boolean string() throws JsonFormatException {
        boolean escaped = false;
        at++;
        while (at < limit) {
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return escaped;
            }
            if (b < 0) {
                at += Utf8.lengthAt(bytes, at, limit, begin);
            } else if (b == '\\') {
                escaped = true;
                escape();
            } else if (b < 0x20) {
                throw wrong(Kind.SYNTAX);
            } else {
                at++;
            }
        }
        throw wrong(Kind.SYNTAX);
    }

    private void escape() throws JsonFormatException {
        at++;
        if (at >= limit) {
            throw wrong(Kind.SYNTAX);
        }
        switch (bytes[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                int unit = hex4(at + 1);
                at += 5;
                if (Character.isHighSurrogate((char) unit)) {
                    boolean paired = at + 1 < limit
                            && bytes[at] == '\\'
                            && bytes[at + 1] == 'u'
                            && Character.isLowSurrogate((char) hex4(at + 2));
                    if (!paired) {
                        throw wrong(Kind.ENCODING);
                    }
                    at += 6;
                } else if (Character.isLowSurrogate((char) unit)) {
                    throw wrong(Kind.ENCODING);
                }
            }
            default -> throw wrong(Kind.SYNTAX);
        }
    }

    private int hex4(int from) throws JsonFormatException {
        if (from + 4 > limit) {
            throw wrong(Kind.SYNTAX);
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw wrong(Kind.SYNTAX);
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private void number(int c) throws JsonFormatException {
        if (c == '-') {
            at++;
        }
        if (at < limit && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < limit && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < limit && (bytes[at] | 0x20) == 'e') {
            at++;
            if (at < limit && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
    }

    private void digits() throws JsonFormatException {
        int from = at;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong(Kind.SYNTAX);
        }
    }

    /** The next byte that is no white space, not taken; -1 at the end. */
    private int skipSpace() {
        while (at < limit) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return -1;
    }

    private void expect(char c) throws JsonFormatException {
        if (at >= limit || bytes[at] != c) {
            throw wrong(Kind.SYNTAX);
        }
        at++;
    }

    private void skipByteOrderMark() {
        boolean mark = limit - at >= 3
                && bytes[at] == (byte) 0xEF && bytes[at + 1] == (byte) 0xBB && bytes[at + 2] == (byte) 0xBF;
        at += mark ? 3 : 0;
    }

    private JsonFormatException wrong(Kind kind) {
        return new JsonFormatException(kind, at - begin);
    }
}
