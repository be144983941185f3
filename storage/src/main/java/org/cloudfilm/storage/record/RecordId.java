package org.cloudfilm.storage.record;

import java.util.Optional;

/** A record's type and logical id (FHIR R4 section 2.24.0.14: 1 to 64 letters, digits, hyphens and dots). */
public record RecordId(ResourceType type, String id) {

    private static final int LONGEST = 64;

    public RecordId {
        if (!wellFormed(id)) {
            throw new IllegalArgumentException("not a logical id of FHIR");
        }
    }

    public static boolean wellFormed(String id) {
        if (id == null || id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.')) {
                return false;
            }
        }
        return true;
    }

    /** Reads a relative reference such as {@code Patient/123}; empty for everything else, versioned ones included. */
    public static Optional<RecordId> parse(String reference) {
        int slash = reference.indexOf('/');
        if (slash < 0 || !wellFormed(reference.substring(slash + 1))) {
            return Optional.empty();
        }
        return ResourceType.find(reference.substring(0, slash))
                .map(type -> new RecordId(type, reference.substring(slash + 1)));
    }

    /** 64 bits that stand for this record in the database: its {@code self}, the target of references to it. */
    public long key() {
        return Key64.of(type.typeName(), id);
    }

    @Override
    public String toString() {
        return type.typeName() + "/" + id;
    }
}
