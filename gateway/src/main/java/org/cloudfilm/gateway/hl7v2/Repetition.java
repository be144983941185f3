package org.cloudfilm.gateway.hl7v2;

import java.nio.charset.Charset;

/** One repetition of a field. Components and subcomponents count from 1; what is not there is empty. */
public final class Repetition {

    /** An explicit null (HL7 v2.5 chapter 2.5.3): the sender wants the value removed. */
    private static final String NULL = "\"\"";

    private final String raw;
    private final Delimiters delimiters;
    private final Charset charset;

    Repetition(String raw, Delimiters delimiters, Charset charset) {
        this.raw = raw;
        this.delimiters = delimiters;
        this.charset = charset;
    }

    /** The first subcomponent of a component. */
    public String get(int component) {
        return get(component, 1);
    }

    public String get(int component, int subcomponent) {
        String of = Parts.at(raw, delimiters.component(), component - 1);
        return text(Parts.at(of, delimiters.subcomponent(), subcomponent - 1));
    }

    /** All of it as one text, for data types without components whose senders forget to escape. */
    public String whole() {
        return text(raw);
    }

    /** Between its delimiters, escapes and all. */
    public String raw() {
        return raw;
    }

    public int components() {
        return Parts.count(raw, delimiters.component());
    }

    public boolean isEmpty() {
        return raw.isEmpty() || raw.equals(NULL);
    }

    private String text(String part) {
        return part.equals(NULL) ? "" : Escapes.decode(part, delimiters, charset).strip();
    }
}
