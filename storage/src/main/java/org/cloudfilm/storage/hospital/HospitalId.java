package org.cloudfilm.storage.hospital;

/** The short, stable name of a hospital in this deployment, such as {@code lishui}. */
public record HospitalId(String value) {

    /** Writes what belongs to no hospital: consents, charges. No hospital may be called so. */
    public static final HospitalId PLATFORM = new HospitalId("platform");

    private static final int LONGEST = 32;

    public HospitalId {
        if (value == null || !wellFormed(value)) {
            throw new IllegalArgumentException("hospital id must match [a-z][a-z0-9-]{0,31}");
        }
    }

    /** Not by a regular expression: every request makes one of these of its token. */
    private static boolean wellFormed(String value) {
        if (value.isEmpty() || value.length() > LONGEST || !letter(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!letter(c) && c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z';
    }

    @Override
    public String toString() {
        return value;
    }
}
