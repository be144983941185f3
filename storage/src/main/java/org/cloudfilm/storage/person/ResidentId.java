package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** A resident identity number of 18 characters (GB 11643-1999), checked: a real birth date and the check character. */
public record ResidentId(String value) {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    public ResidentId {
        value = value == null ? "" : value.strip().toUpperCase(Locale.ROOT);
        if (!wellFormed(value)) {
            throw new IllegalArgumentException("not a resident identity number (GB 11643)");
        }
    }

    /** The number if it is one; an invalid number is common in the field and never an error by itself. */
    public static Optional<ResidentId> parse(String raw) {
        String value = raw == null ? "" : raw.strip().toUpperCase(Locale.ROOT);
        return wellFormed(value) ? Optional.of(new ResidentId(value)) : Optional.empty();
    }

    public LocalDate birthDate() {
        return LocalDate.parse(value.substring(6, 14), DATE);
    }

    public boolean male() {
        return (value.charAt(16) - '0') % 2 == 1;
    }

    /** First four and last two characters, the rest hidden. */
    public String masked() {
        return value.substring(0, 4) + "************" + value.substring(16);
    }

    /** Masked: a resident ID must not reach a log by accident. */
    @Override
    public String toString() {
        return masked();
    }

    private static boolean wellFormed(String value) {
        if (value.length() != 18) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            sum += digit * WEIGHTS[i];
        }
        if (CHECKS.charAt(sum % 11) != value.charAt(17)) {
            return false;
        }
        try {
            LocalDate.parse(value.substring(6, 14), DATE);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
