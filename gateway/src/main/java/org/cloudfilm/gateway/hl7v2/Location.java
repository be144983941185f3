package org.cloudfilm.gateway.hl7v2;

/**
 * A place in a message (data type ERL); numbers count from 1, 0 means the whole.
 *
 * @param segment  its name, empty when the fault is of the message
 * @param sequence which of the segments of that name
 */
public record Location(String segment, int sequence, int field, int component) {

    public static final Location NOWHERE = new Location("", 0, 0, 0);

    public static Location of(String segment, int field) {
        return new Location(segment, 1, field, 0);
    }

    boolean isNowhere() {
        return segment.isEmpty();
    }

    /** As people say it, such as {@code OBX(3)-5}. */
    @Override
    public String toString() {
        return segment
                + (sequence > 1 ? "(" + sequence + ")" : "")
                + (field > 0 ? "-" + field : "")
                + (component > 0 ? "." + component : "");
    }
}
