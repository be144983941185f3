package org.cloudfilm.gateway.hl7v2;

/** HL7 table 0357, as far as we answer with it (ERR-3). */
public enum ErrorCode {
    SEGMENT_SEQUENCE("100", "Segment sequence error"),
    REQUIRED_FIELD_MISSING("101", "Required field missing"),
    DATA_TYPE("102", "Data type error"),
    TABLE_VALUE("103", "Table value not found"),
    UNSUPPORTED_MESSAGE_TYPE("200", "Unsupported message type"),
    UNSUPPORTED_EVENT("201", "Unsupported event code"),
    UNSUPPORTED_PROCESSING_ID("202", "Unsupported processing id"),
    UNSUPPORTED_VERSION("203", "Unsupported version id"),
    UNKNOWN_KEY("204", "Unknown key identifier"),
    DUPLICATE_KEY("205", "Duplicate key identifier"),
    INTERNAL("207", "Application internal error");

    private final String code;
    private final String meaning;

    ErrorCode(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    String code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
