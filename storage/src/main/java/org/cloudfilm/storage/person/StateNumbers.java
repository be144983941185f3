package org.cloudfilm.storage.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudfilm.storage.person.StrongNumber.Kind;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/**
 * Tells which identifiers of a Patient (R4 section 2.24.0.13) are numbers of the state: by their system, or by their
 * type where a hospital has put them under a system of its own.
 */
final class StateNumbers {

    private static final Map<String, Kind> SYSTEMS =
            Stream.of(Kind.values()).collect(Collectors.toUnmodifiableMap(Kind::identifierSystem, kind -> kind));
    /** HL7's own systems for passports end in the three letters of the country */
    private static final String HL7_PASSPORT = "http://hl7.org/fhir/sid/passport-";

    private static final String HL7_TYPES = "/v2-0203";
    private static final Map<String, Kind> BY_HL7_TYPE = Map.of(
            "NI", Kind.RESIDENT_ID,
            "NNCHN", Kind.RESIDENT_ID,
            "PPN", Kind.PASSPORT,
            "BCT", Kind.BIRTH_CERTIFICATE);
    /** kinds of identity documents, WS 364.3 */
    private static final String CHINESE_TYPES = "CV02.01.101";
    private static final Map<String, Kind> BY_CHINESE_TYPE = Map.of(
            "01", Kind.RESIDENT_ID,
            "03", Kind.PASSPORT,
            "06", Kind.HOME_RETURN_PERMIT,
            "07", Kind.TAIWAN_PERMIT);
    private static final String NATIONALITY = "http://hl7.org/fhir/StructureDefinition/patient-nationality";

    private StateNumbers() {}

    /** Empty when the identifier is a hospital's own, or is not well formed for what it says it is. */
    static Optional<StrongNumber> read(JsonDocument document, int identifier) {
        String system = document.text(identifier, "system");
        String value = document.text(identifier, "value").strip();
        Optional<StrongNumber> bySystem = parse(system, value);
        if (bySystem.isPresent()) {
            return bySystem;
        }
        Kind kind = byType(document, identifier);
        if (kind != Kind.PASSPORT) {
            return kind == null ? Optional.empty() : StrongNumber.parse(kind, value);
        }
        return countries(document, identifier).stream()
                .findFirst()
                .flatMap(country -> StrongNumber.parse(Kind.PASSPORT, country + ":" + value))
                .or(() -> StrongNumber.parse(Kind.PASSPORT, value));
    }

    static Optional<StrongNumber> parse(String system, String value) {
        if (system.startsWith(HL7_PASSPORT)) {
            return StrongNumber.parse(Kind.PASSPORT, system.substring(HL7_PASSPORT.length()) + ":" + value);
        }
        Kind kind = SYSTEMS.get(system);
        return kind == null ? Optional.empty() : StrongNumber.parse(kind, value);
    }

    private static Kind byType(JsonDocument document, int identifier) {
        int type = document.find(identifier, "type");
        for (int coding : type < 0 ? List.<Integer>of() : document.elements(type, "coding")) {
            String system = document.text(coding, "system");
            String code = document.text(coding, "code");
            Kind kind = system.endsWith(HL7_TYPES) ? BY_HL7_TYPE.get(code)
                    : system.contains(CHINESE_TYPES) ? BY_CHINESE_TYPE.get(code)
                    : null;
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    /** Of the authority that issued it, else of the patient. Three letters each. */
    private static List<String> countries(JsonDocument document, int identifier) {
        List<String> countries = new ArrayList<>();
        int assigner = document.find(identifier, "assigner");
        int authority = assigner < 0 ? -1 : document.find(assigner, "identifier");
        if (authority >= 0) {
            country(document.text(authority, "value")).ifPresent(countries::add);
        }
        for (int extension : document.elements(document.root(), "extension")) {
            if (document.text(extension, "url").equals(NATIONALITY)) {
                for (int part : document.elements(extension, "extension")) {
                    codes(document, part).forEach(code -> country(code).ifPresent(countries::add));
                }
            }
        }
        return countries;
    }

    private static List<String> codes(JsonDocument document, int extension) {
        int concept = document.find(extension, "valueCodeableConcept");
        if (!document.text(extension, "url").equals("code") || concept < 0 || document.kind(concept) != JsonKind.OBJECT) {
            return List.of();
        }
        return document.elements(concept, "coding").stream().map(coding -> document.text(coding, "code")).toList();
    }

    /** Both ways of writing a country in ISO 3166 are in use. */
    private static Optional<String> country(String code) {
        String upper = code.strip().toUpperCase(Locale.ROOT);
        if (upper.matches("[A-Z]{3}")) {
            return Optional.of(upper);
        }
        try {
            return upper.matches("[A-Z]{2}") ? Optional.of(Locale.of("", upper).getISO3Country()) : Optional.empty();
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
    }
}
