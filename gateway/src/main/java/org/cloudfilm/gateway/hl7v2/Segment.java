package org.cloudfilm.gateway.hl7v2;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** One segment. Fields count from 1, as the standard counts them: MSH-1 is the field separator itself. */
public final class Segment {

    private static final int MOST_REPETITIONS = 1_000;

    private final String name;
    private final int sequence;
    private final String raw;
    private final Delimiters delimiters;
    private final Charset charset;

    /** @param sequence which of the segments of its name, from 1 */
    Segment(String name, int sequence, String raw, Delimiters delimiters, Charset charset) {
        this.name = name;
        this.sequence = sequence;
        this.raw = raw;
        this.delimiters = delimiters;
        this.charset = charset;
    }

    public String name() {
        return name;
    }

    /** The first component of the first repetition; empty when there is none. */
    public String get(int field) {
        return first(field).get(1);
    }

    public String get(int field, int component) {
        return first(field).get(component);
    }

    public String get(int field, int component, int subcomponent) {
        return first(field).get(component, subcomponent);
    }

    public Repetition first(int field) {
        return repetition(Parts.at(raw(field), delimiters.repetition(), 0));
    }

    /** Those that are not empty. */
    public List<Repetition> repetitions(int field) {
        String all = raw(field);
        int count = Parts.count(all, delimiters.repetition());
        if (count > MOST_REPETITIONS) {
            throw new UnusableMessageException(ErrorCode.DATA_TYPE, at(field), "repeats too often");
        }
        List<Repetition> repetitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Repetition one = repetition(Parts.at(all, delimiters.repetition(), i));
            if (!one.isEmpty()) {
                repetitions.add(one);
            }
        }
        return repetitions;
    }

    /** The whole field between its delimiters, escapes and all. */
    public String raw(int field) {
        if (!name.equals("MSH")) {
            return Parts.at(raw, delimiters.field(), field);
        }
        return field == 1 ? String.valueOf(delimiters.field()) : Parts.at(raw, delimiters.field(), field - 1);
    }

    public Location at(int field) {
        return new Location(name, sequence, field, 0);
    }

    private Repetition repetition(String text) {
        return new Repetition(text, delimiters, charset);
    }
}
