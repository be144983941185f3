package org.cloudfilm.storage.person;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What tells people apart when no number does.
 *
 * @param nameKeys      the writings of the name in the form of PersonName.searchKey, none empty; Chinese ones without
 *                      spaces, for one system writes 张 三 and the next 张三
 * @param sex           M, F or empty
 * @param phone         digits, without the country's code; empty when unknown
 * @param multipleBirth said to be a twin or more
 */
public record Traits(
        Set<String> nameKeys, Optional<LocalDate> birthDate, String sex, String phone, boolean multipleBirth) {

    public Traits {
        nameKeys = nameKeys.stream().map(Traits::joined).collect(Collectors.toUnmodifiableSet());
        sex = sex.equals("M") || sex.equals("F") ? sex : "";
        phone = digits(phone);
    }

    public static Traits of(Set<String> nameKeys, Optional<LocalDate> birthDate) {
        return new Traits(nameKeys, birthDate, "", "", false);
    }

    private static String joined(String key) {
        return key.codePoints().anyMatch(Character::isIdeographic) ? key.replace(" ", "") : key;
    }

    private static String digits(String phone) {
        String digits = phone.replaceAll("[^0-9]", "");
        boolean country = digits.startsWith("86") && digits.length() == 13;
        return country ? digits.substring(2) : digits;
    }

    @Override
    public String toString() {
        return "Traits";
    }
}
