package org.cloudfilm.storage.record.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON text and a tape of its values: where each begins and ends, what follows it, what it is called. Values are
 * numbered from 0, the root, in the order in which they begin; no object is made for any of them. Immutable, but it
 * shares the bytes with whoever gave them.
 */
public final class JsonDocument {

    static final int WIDTH = 7;
    static final int START = 0;
    static final int END = 1;
    static final int NEXT = 2;
    /** kind in bits 0–2, whether a string or its name has escapes in bits 3 and 4, number of children above */
    static final int SHAPE = 3;
    static final int NAME_START = 4;
    static final int NAME_END = 5;
    static final int NAME_HASH = 6;

    static final int ESCAPED = 1 << 3;
    static final int NAME_ESCAPED = 1 << 4;
    static final int SIZE_SHIFT = 5;

    private static final JsonKind[] KINDS = JsonKind.values();

    private final byte[] bytes;
    private final int[] tape;

    JsonDocument(byte[] bytes, int[] tape) {
        this.bytes = bytes;
        this.tape = tape;
    }

    /**
     * Reads a range of a buffer that holds exactly one JSON value in UTF-8 (RFC 8259), names unique within each object.
     * All positions this document tells count from the beginning of the buffer.
     */
    public static JsonDocument parse(byte[] bytes, int offset, int length, JsonLimits limits)
            throws JsonFormatException {
        return new TapeWriter(bytes, offset, length, limits).write();
    }

    public static JsonDocument parse(byte[] bytes) throws JsonFormatException {
        return parse(bytes, 0, bytes.length, JsonLimits.DEFAULT);
    }

    /**
     * Reads the content of a stored record, which was JSON when it came.
     *
     * @throws IllegalStateException when it is not
     */
    public static JsonDocument ofStored(byte[] content) {
        try {
            return parse(content);
        } catch (JsonFormatException e) {
            throw new IllegalStateException("a stored record is not JSON", e);
        }
    }

    public byte[] bytes() {
        return bytes;
    }

    public int root() {
        return 0;
    }

    /** Of all values: they are numbered from 0 to this, exclusive, each parent before its children. */
    public int count() {
        return tape.length / WIDTH;
    }

    public JsonKind kind(int node) {
        return KINDS[tape[node * WIDTH + SHAPE] & 7];
    }

    /** Members of an object, elements of an array, else 0. */
    public int size(int node) {
        return tape[node * WIDTH + SHAPE] >>> SIZE_SHIFT;
    }

    /** First member or element; -1 if there is none. */
    public int firstChild(int node) {
        return size(node) == 0 ? -1 : node + 1;
    }

    /** The following member or element of the same parent; -1 after the last. */
    public int next(int node) {
        return tape[node * WIDTH + NEXT];
    }

    /** Where the value begins, a string's quote included. */
    public int start(int node) {
        return tape[node * WIDTH + START];
    }

    /** Where the value ends, exclusive. */
    public int end(int node) {
        return tape[node * WIDTH + END];
    }

    /** Where the name of a member begins, its quote included; -1 for elements and the root. */
    public int nameStart(int node) {
        int start = tape[node * WIDTH + NAME_START];
        return start < 0 ? -1 : start - 1;
    }

    /** The name of a member; null for elements and the root. Names that come often are one String. */
    public String name(int node) {
        int at = node * WIDTH;
        int start = tape[at + NAME_START];
        if (start < 0) {
            return null;
        }
        if ((tape[at + SHAPE] & NAME_ESCAPED) != 0) {
            return JsonText.unescape(bytes, start, tape[at + NAME_END]);
        }
        return FieldNames.get(bytes, start, tape[at + NAME_END], tape[at + NAME_HASH]);
    }

    public boolean nameIs(int node, String name) {
        int at = node * WIDTH;
        int start = tape[at + NAME_START];
        if (start < 0) {
            return false;
        }
        if ((tape[at + SHAPE] & NAME_ESCAPED) != 0) {
            return name(node).equals(name);
        }
        return JsonText.equal(bytes, start, tape[at + NAME_END], name);
    }

    /** The member of that name, -1 if there is none or the node is no object. */
    public int find(int object, String name) {
        if (kind(object) != JsonKind.OBJECT) {
            return -1;
        }
        for (int child = firstChild(object); child >= 0; child = next(child)) {
            if (nameIs(child, name)) {
                return child;
            }
        }
        return -1;
    }

    /** What the member of that name says, empty if there is none or it is no string. */
    public String text(int object, String name) {
        int member = find(object, name);
        return member >= 0 && kind(member) == JsonKind.STRING ? string(member) : "";
    }

    /** The elements of the member of that name, in order; none if there is none or it is no array. */
    public List<Integer> elements(int object, String name) {
        int array = find(object, name);
        if (array < 0 || kind(array) != JsonKind.ARRAY) {
            return List.of();
        }
        List<Integer> elements = new ArrayList<>(size(array));
        for (int element = firstChild(array); element >= 0; element = next(element)) {
            elements.add(element);
        }
        return elements;
    }

    /** What a string says, escapes resolved. */
    public String string(int node) {
        int at = node * WIDTH;
        if ((tape[at + SHAPE] & 7) != JsonKind.STRING.ordinal()) {
            throw new IllegalArgumentException("not a string");
        }
        int start = tape[at + START] + 1;
        int end = tape[at + END] - 1;
        return (tape[at + SHAPE] & ESCAPED) != 0
                ? JsonText.unescape(bytes, start, end)
                : new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Whether a string has escapes, so that its bytes are not its text. */
    public boolean escaped(int node) {
        return (tape[node * WIDTH + SHAPE] & ESCAPED) != 0;
    }

    public boolean isString(int node, String text) {
        int at = node * WIDTH;
        if ((tape[at + SHAPE] & 7) != JsonKind.STRING.ordinal()) {
            return false;
        }
        return (tape[at + SHAPE] & ESCAPED) != 0
                ? string(node).equals(text)
                : JsonText.equal(bytes, tape[at + START] + 1, tape[at + END] - 1, text);
    }

    /** The value as written, such as {@code 1.50}. */
    public String raw(int node) {
        return new String(bytes, start(node), end(node) - start(node), StandardCharsets.UTF_8);
    }
}
