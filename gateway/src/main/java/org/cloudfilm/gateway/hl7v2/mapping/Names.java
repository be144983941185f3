package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** Names of people (data types XPN, XCN, PPN). */
final class Names {

    private static final String REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";

    private Names() {}

    /** Empty when no part of a name is given. */
    static Optional<HumanName> name(Repetition xpn) {
        HumanName name = name(xpn.get(1), xpn.get(2), xpn.get(3));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        name.setUse(switch (xpn.get(7)) {
            case "L", "" -> NameUse.OFFICIAL;
            case "N" -> NameUse.NICKNAME;
            case "M" -> NameUse.MAIDEN;
            case "S" -> NameUse.ANONYMOUS;
            default -> NameUse.USUAL;
        });
        String representation = switch (xpn.get(8)) {
            case "I" -> "IDE";
            case "A" -> "ABC";
            case "P" -> "SYL";
            default -> "";
        };
        if (!representation.isEmpty()) {
            name.addExtension(REPRESENTATION, new CodeType(representation));
        }
        return Optional.of(name);
    }

    private static HumanName name(String family, String given, String middle) {
        HumanName name = new HumanName();
        if (!family.isEmpty()) {
            name.setFamily(family);
        }
        Stream.of(given, middle).filter(part -> !part.isEmpty()).forEach(name::addGiven);
        if (!name.isEmpty()) {
            name.setText(joined(family, given, middle));
        }
        return name;
    }

    /** Chinese names are written without a space, family first. */
    private static String joined(String family, String given, String middle) {
        boolean han = (family + given).codePoints()
                .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        Stream<String> parts = han ? Stream.of(family, given, middle) : Stream.of(given, middle, family);
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(han ? "" : " "));
    }

    /** A member of staff (XCN), by staff number and name: nobody keeps a directory of them for us. */
    static Optional<Reference> practitioner(Repetition xcn, Hospital hospital) {
        return practitioner(xcn.get(1), name(xcn.get(2), xcn.get(3), xcn.get(4)).getText(), hospital);
    }

    /** @param name may be null */
    static Optional<Reference> practitioner(String number, String name, Hospital hospital) {
        // many systems send the name where the number belongs
        boolean isNumber = !number.isEmpty() && number.chars().allMatch(c -> c < 128);
        String display = name != null && !name.isEmpty() ? name : isNumber ? "" : number;
        if (display.isEmpty() && !isNumber) {
            return Optional.empty();
        }
        Reference reference = new Reference().setType("Practitioner");
        if (isNumber) {
            reference.setIdentifier(
                    new Identifier().setSystem(IdentifierSystems.practitioner(hospital)).setValue(number));
        }
        return Optional.of(display.isEmpty() ? reference : reference.setDisplay(display));
    }
}
