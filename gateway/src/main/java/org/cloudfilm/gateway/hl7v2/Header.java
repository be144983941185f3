package org.cloudfilm.gateway.hl7v2;

import java.util.List;
import java.util.Optional;

/** What MSH says, checked as far as an answer depends on it. */
public final class Header {

    private static final int LONGEST_CONTROL_ID = 199;

    private final Segment msh;
    private final Delimiters delimiters;

    Header(Segment msh, Delimiters delimiters) {
        this.msh = msh;
        this.delimiters = delimiters;
    }

    String application() {
        return msh.get(3);
    }

    String facility() {
        return msh.get(4);
    }

    /** Who gives the control IDs: application and facility. */
    String sender() {
        return application() + "@" + facility();
    }

    /** Such as ADT. */
    public String type() {
        return msh.get(9);
    }

    /** Such as A01. */
    public String event() {
        return msh.get(9, 2);
    }

    /** Empty when there is none; blanks and the null of HL7 (two quotation marks) are none. */
    String controlId() {
        String id = msh.get(10);
        return id.isBlank() || id.equals("\"\"") ? "" : id;
    }

    /** Production unless it says otherwise (HL7 table 0103). */
    String processingId() {
        return msh.get(11).isEmpty() ? "P" : msh.get(11);
    }

    String version() {
        return msh.get(12);
    }

    /** Since 2.5 ERR has its present form. */
    boolean isBefore25() {
        return List.of("2.0", "2.1", "2.2", "2.3", "2.3.1", "2.4").contains(version());
    }

    /** MSH-15 and MSH-16; neither means the original mode (HL7 v2.5 chapter 2.9.2). */
    boolean isEnhanced() {
        return !msh.first(15).isEmpty() || !msh.first(16).isEmpty();
    }

    String acceptAcknowledgment() {
        return msh.get(15);
    }

    String applicationAcknowledgment() {
        return msh.get(16);
    }

    /** A field as it was sent, to be sent back; control characters left out. */
    String echo(int field) {
        return msh.raw(field).replaceAll("\\p{Cntrl}", "");
    }

    Delimiters delimiters() {
        return delimiters;
    }

    /** What keeps the message from being told from others or understood at all. */
    Optional<Fault> fault() {
        if (controlId().isEmpty() || controlId().length() > LONGEST_CONTROL_ID) {
            return Optional.of(new Fault(ErrorCode.REQUIRED_FIELD_MISSING, msh.at(10),
                    "a message control ID of 1 to " + LONGEST_CONTROL_ID + " characters is needed"));
        }
        if (type().isEmpty()) {
            return Optional.of(new Fault(ErrorCode.REQUIRED_FIELD_MISSING, msh.at(9), "a message type is needed"));
        }
        if (!version().isEmpty() && !version().startsWith("2")) {
            return Optional.of(new Fault(ErrorCode.UNSUPPORTED_VERSION, msh.at(12), "only HL7 2.x is understood"));
        }
        return Optional.empty();
    }
}
