package org.cloudfilm.storage.record.schema;

import java.util.HashMap;
import java.util.Map;

/** The primitive types of FHIR R4 (section 2.24.0.1) and how JSON writes them. */
enum Primitive {
    BOOLEAN("boolean"),
    INTEGER("integer"),
    POSITIVE_INT("positiveInt"),
    UNSIGNED_INT("unsignedInt"),
    DECIMAL("decimal"),
    STRING("string"),
    MARKDOWN("markdown"),
    XHTML("xhtml"),
    CODE("code"),
    ID("id"),
    URI("uri"),
    URL("url"),
    CANONICAL("canonical"),
    OID("oid"),
    UUID("uuid"),
    DATE("date"),
    DATE_TIME("dateTime"),
    INSTANT("instant"),
    TIME("time"),
    BASE64_BINARY("base64Binary");

    private static final Map<String, Primitive> BY_NAME = new HashMap<>();

    static {
        for (Primitive primitive : values()) {
            BY_NAME.put(primitive.typeName, primitive);
        }
    }

    private final String typeName;

    Primitive(String typeName) {
        this.typeName = typeName;
    }

    /** Null when there is none of this name. */
    static Primitive find(String typeName) {
        return BY_NAME.get(typeName);
    }

    String typeName() {
        return typeName;
    }

    /** A number in JSON. */
    boolean numeric() {
        return this == INTEGER || this == POSITIVE_INT || this == UNSIGNED_INT || this == DECIMAL;
    }
}
