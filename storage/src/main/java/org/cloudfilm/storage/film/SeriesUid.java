package org.cloudfilm.storage.film;

/** Series Instance UID (0020,000E). */
public record SeriesUid(String value) implements Uid {

    public SeriesUid {
        value = Uid.checked(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
