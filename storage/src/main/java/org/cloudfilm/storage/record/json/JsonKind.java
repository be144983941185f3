package org.cloudfilm.storage.record.json;

/** The kinds of JSON values (RFC 8259 section 3). */
public enum JsonKind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
}
