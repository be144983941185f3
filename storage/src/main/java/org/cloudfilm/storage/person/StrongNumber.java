package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number the state gives to one person: it links by itself when name and birth date agree. Tokens that expire
 * (insurance e-token, health QR code) are none, and phones neither.
 */
public record StrongNumber(Kind kind, String value) {

    public StrongNumber {
        value = kind.normalise(value);
        if (!kind.wellFormed(value)) {
            throw new IllegalArgumentException("not a number of this kind");
        }
    }

    public static Optional<StrongNumber> parse(Kind kind, String raw) {
        String value = kind.normalise(raw == null ? "" : raw);
        return kind.wellFormed(value) ? Optional.of(new StrongNumber(kind, value)) : Optional.empty();
    }

    public static StrongNumber of(ResidentId residentId) {
        return new StrongNumber(Kind.RESIDENT_ID, residentId.value());
    }

    String system() {
        return kind.system;
    }

    /** Empty when the number does not tell. */
    Optional<LocalDate> birthDate() {
        return kind == Kind.RESIDENT_ID ? ResidentId.parse(value).map(ResidentId::birthDate) : Optional.empty();
    }

    @Override
    public String toString() {
        return "StrongNumber[" + kind + "]";
    }

    /** The kinds, their forms and the systems they are kept under. */
    public enum Kind {
        /** GB 11643, residence permits of Hong Kong, Macao and Taiwan (prefixes 81, 82, 83) included */
        RESIDENT_ID(LinkPerson.RESIDENT_ID_OID, "[0-9]{17}[0-9X]"),
        /** the insured person's number, which lasts */
        INSURANCE("urn:cloudfilm:insurance-number", "[0-9A-Z]{8,30}"),
        /** nationality (ISO 3166, three letters), a colon and the number */
        PASSPORT("urn:cloudfilm:passport", "[A-Z]{3}:[0-9A-Z]{5,20}"),
        /** home-return permit of Hong Kong (H) and Macao (M); the issue count behind it is dropped */
        HOME_RETURN_PERMIT("urn:cloudfilm:home-return-permit", "[HM][0-9]{8}"),
        /** travel permit of Taiwan residents; the issue count behind it is dropped */
        TAIWAN_PERMIT("urn:cloudfilm:taiwan-permit", "[0-9]{8}"),
        BIRTH_CERTIFICATE("urn:cloudfilm:birth-certificate", "[A-Z][0-9]{9}");

        private final String system;
        private final Pattern form;

        Kind(String system, String form) {
            this.system = system;
            this.form = Pattern.compile(form);
        }

        public String system() {
            return system;
        }

        /** As identifiers in FHIR name it (R4 section 2.24.0.13). */
        String identifierSystem() {
            return this == RESIDENT_ID ? "urn:oid:" + system : system;
        }

        private String normalise(String raw) {
            String value = raw.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
            return switch (this) {
                case HOME_RETURN_PERMIT -> value.matches("[HM][0-9]{10}") ? value.substring(0, 9) : value;
                case TAIWAN_PERMIT -> value.matches("[0-9]{10}") ? value.substring(0, 8) : value;
                default -> value;
            };
        }

        private boolean wellFormed(String value) {
            return form.matcher(value).matches()
                    && (this != RESIDENT_ID || ResidentId.parse(value).isPresent());
        }
    }
}
