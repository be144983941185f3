package org.cloudfilm.storage.film;

/** Study Instance UID (0020,000D). */
public record StudyUid(String value) implements Uid {

    public StudyUid {
        value = Uid.checked(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
