package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/** PID as a Patient. */
final class PatientPart {

    private static final String MARITAL = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus";

    private final Hospital hospital;
    private final Times times;

    PatientPart(Hospital hospital, Times times) {
        this.hospital = hospital;
        this.times = times;
    }

    /** @throws UnusableMessageException when PID gives no identifier */
    Patient patient(Segment pid) {
        Patient patient = new Patient().setActive(true);
        patient.setIdentifier(identifiers(pid));
        if (patient.getIdentifier().isEmpty()) {
            throw new UnusableMessageException(
                    ErrorCode.REQUIRED_FIELD_MISSING, pid.at(3), "a patient identifier is needed");
        }
        pid.repetitions(5).forEach(xpn -> Names.name(xpn).ifPresent(patient::addName));
        times.date(pid.get(7)).ifPresent(patient::setBirthDateElement);
        gender(pid.get(8)).ifPresent(patient::setGender);
        pid.repetitions(11).forEach(xad -> address(xad).ifPresent(patient::addAddress));
        telecoms(patient, pid.repetitions(13), ContactPointUse.HOME);
        telecoms(patient, pid.repetitions(14), ContactPointUse.WORK);
        marital(pid.first(16)).ifPresent(patient::setMaritalStatus);
        birth(pid, patient);
        death(pid, patient);
        Cleared.note(pid, 7, patient, "birthDate");
        Cleared.note(pid, 8, patient, "gender");
        Cleared.note(pid, 11, patient, "address");
        Cleared.note(pid, 13, patient, "telecom");
        Cleared.note(pid, 16, patient, "maritalStatus");
        Cleared.note(pid, 29, patient, "deceased[x]");
        patient.setManagingOrganization(new Reference()
                .setType("Organization")
                .setIdentifier(new Identifier().setSystem(IdentifierSystems.HOSPITAL).setValue(hospital.id().value()))
                .setDisplay(hospital.name()));
        return patient;
    }

    /** By which the hospital finds its patient again: its own number if there is one. */
    Identifier key(Patient patient) {
        return patient.getIdentifier().stream()
                .filter(one -> one.getSystem().startsWith(IdentifierSystems.patient(hospital, "")))
                .findFirst()
                .orElse(patient.getIdentifierFirstRep());
    }

    private List<Identifier> identifiers(Segment pid) {
        PatientIdentifiers identifiers = new PatientIdentifiers(hospital);
        pid.repetitions(3).forEach(identifiers::add);
        if (identifiers.isEmpty()) {
            // before 2.3 there was no list
            identifiers.add(pid.first(2));
        }
        // a US social security number by the book, the resident ID in practice
        identifiers.addResidentId(pid.get(19));
        return identifiers.list();
    }

    /** HL7 table 0001, GB/T 2261.1, and words. */
    private static Optional<AdministrativeGender> gender(String code) {
        return switch (code.toUpperCase(Locale.ROOT)) {
            case "M", "1", "男", "男性", "MALE" -> Optional.of(AdministrativeGender.MALE);
            case "F", "2", "女", "女性", "FEMALE" -> Optional.of(AdministrativeGender.FEMALE);
            case "O", "A" -> Optional.of(AdministrativeGender.OTHER);
            case "U", "N", "0", "9", "未知" -> Optional.of(AdministrativeGender.UNKNOWN);
            default -> Optional.empty();
        };
    }

    private static Optional<Address> address(Repetition xad) {
        Address address = new Address();
        add(xad.get(1), address::addLine);
        add(xad.get(2), address::addLine);
        add(xad.get(3), address::setCity);
        add(xad.get(4), address::setState);
        add(xad.get(5), address::setPostalCode);
        add(xad.get(6), address::setCountry);
        return address.isEmpty() ? Optional.empty() : Optional.of(address);
    }

    private static void telecoms(Patient patient, List<Repetition> numbers, ContactPointUse use) {
        for (Repetition xtn : numbers) {
            String number = Codes.first(xtn.get(1), xtn.get(12), xtn.get(7), xtn.get(4));
            if (!number.isEmpty()) {
                boolean mobile = xtn.get(3).equals("CP") || xtn.get(2).equals("PRS");
                patient.addTelecom()
                        .setSystem(number.contains("@") ? ContactPointSystem.EMAIL : ContactPointSystem.PHONE)
                        .setUse(mobile ? ContactPointUse.MOBILE : use)
                        .setValue(number);
            }
        }
    }

    private Optional<CodeableConcept> marital(Repetition code) {
        return switch (code.get(1)) {
            case "A", "D", "I", "L", "M", "P", "S", "T", "U", "W" -> Optional.of(
                    new CodeableConcept(new Coding().setSystem(MARITAL).setCode(code.get(1).replace("U", "UNK"))));
            default -> Codes.concept(code, hospital);
        };
    }

    private static void birth(Segment pid, Patient patient) {
        if (pid.get(25).matches("[1-9]")) {
            patient.setMultipleBirth(new IntegerType(pid.get(25)));
        } else {
            indicator(pid.get(24)).ifPresent(patient::setMultipleBirth);
        }
    }

    private void death(Segment pid, Patient patient) {
        times.dateTime(pid.get(29)).ifPresentOrElse(
                patient::setDeceased, () -> indicator(pid.get(30)).ifPresent(patient::setDeceased));
    }

    /** HL7 table 0136. No is said as well: it corrects a yes. */
    private static Optional<BooleanType> indicator(String code) {
        return switch (code) {
            case "Y" -> Optional.of(new BooleanType(true));
            case "N" -> Optional.of(new BooleanType(false));
            default -> Optional.empty();
        };
    }

    private static void add(String value, Consumer<String> to) {
        if (!value.isEmpty()) {
            to.accept(value);
        }
    }
}
