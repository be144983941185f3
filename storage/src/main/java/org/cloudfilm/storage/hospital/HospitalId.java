package org.cloudfilm.storage.hospital;

import java.util.regex.Pattern;

/** The short, stable name of a hospital in this deployment, such as {@code lishui}. */
public record HospitalId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public HospitalId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("hospital id must match " + FORM);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
