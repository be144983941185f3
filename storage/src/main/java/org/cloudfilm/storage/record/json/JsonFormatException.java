package org.cloudfilm.storage.record.json;

/** The bytes are not JSON, or more of it than is taken. The message quotes none of them. */
public final class JsonFormatException extends Exception {

    private final Kind kind;
    private final int position;

    JsonFormatException(Kind kind, int position) {
        super(kind.text + " at byte " + position, null, false, false);
        this.kind = kind;
        this.position = position;
    }

    public Kind kind() {
        return kind;
    }

    /** In bytes from the beginning of the document. */
    public int position() {
        return position;
    }

    public enum Kind {
        SYNTAX("not JSON"),
        ENCODING("not UTF-8"),
        DUPLICATE_NAME("a name twice in one object"),
        TOO_DEEP("nested too deep"),
        TOO_MANY_VALUES("too many values");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }
}
