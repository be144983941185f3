package org.cloudfilm.storage.record.json;

import java.nio.charset.StandardCharsets;
import org.cloudfilm.storage.consent.SensitiveLabel;

/** Writes a resource as JSON. Members without a value are left out, as FHIR asks (R4 section 2.6.2). */
public final class FhirContent {

    private final StringBuilder out = new StringBuilder(1024);

    /** An object; without a name as an element of a list or as the root. */
    public FhirContent begin(String name) {
        member(name);
        out.append('{');
        return this;
    }

    public FhirContent begin() {
        separate();
        out.append('{');
        return this;
    }

    public FhirContent end() {
        out.append('}');
        return this;
    }

    public FhirContent beginList(String name) {
        member(name);
        out.append('[');
        return this;
    }

    public FhirContent endList() {
        out.append(']');
        return this;
    }

    /** A string (R4 section 2.24.0.1): control characters become spaces. */
    public FhirContent text(String name, String value) {
        String text = printable(value);
        if (!text.isEmpty()) {
            member(name);
            quoted(text);
        }
        return this;
    }

    /** A code: no white space but single spaces between its parts. */
    public FhirContent code(String name, String value) {
        return text(name, printable(value).replaceAll("\\s+", " "));
    }

    public FhirContent number(String name, long value) {
        member(name);
        out.append(value);
        return this;
    }

    /** A list of one string each. */
    public FhirContent texts(String name, Iterable<String> values) {
        boolean any = false;
        for (String value : values) {
            String text = printable(value);
            if (!text.isEmpty()) {
                if (!any) {
                    beginList(name);
                    any = true;
                }
                separate();
                quoted(text);
            }
        }
        if (any) {
            endList();
        }
        return this;
    }

    public FhirContent coding(String name, String system, String code, String display) {
        return begin(name).text("system", system).code("code", code).text("display", display).end();
    }

    public FhirContent coding(String system, String code, String display) {
        return begin().text("system", system).code("code", code).text("display", display).end();
    }

    public FhirContent identifier(String system, String value) {
        return begin().text("system", system).text("value", value).end();
    }

    public FhirContent reference(String name, String target) {
        return begin(name).text("reference", target).end();
    }

    public FhirContent reference(String target) {
        return begin().text("reference", target).end();
    }

    /** What all who read it must know of its sensitivity (R4 section 6.1.1); nothing where there is none. */
    public FhirContent security(int labels) {
        if (labels != 0) {
            begin("meta").beginList("security");
            SensitiveLabel.of(labels).forEach(label -> coding(label.system(), label.code(), ""));
            endList().end();
        }
        return this;
    }

    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static String printable(String value) {
        if (value == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints().forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return text.toString().strip();
    }

    private void member(String name) {
        separate();
        out.append('"').append(name).append("\":");
    }

    private void separate() {
        char last = out.isEmpty() ? '{' : out.charAt(out.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            out.append(',');
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }
}
