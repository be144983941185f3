package org.cloudfilm.viewer.people;

import java.util.Optional;

/** Text that people typed. */
final class Plain {

    private Plain() {}

    /** Control characters become spaces: PostgreSQL takes no zero, and pages need none of the others. */
    static String text(String typed) {
        StringBuilder plain = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) && c != '\n' ? ' ' : c));
        return plain.toString();
    }

    /** Stripped; empty when it is shorter or longer than it may be. Null is no text. */
    static Optional<String> text(String typed, int shortest, int longest) {
        String text = typed == null ? "" : text(typed).strip();
        int length = text.codePointCount(0, text.length());
        return length < shortest || length > longest ? Optional.empty() : Optional.of(text);
    }
}
