package org.cloudfilm.storage.film;

/** SOP Instance UID (0008,0018). */
public record SopInstanceUid(String value) implements Uid {

    public SopInstanceUid {
        value = Uid.checked(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
