package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.Hl7Message;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.storage.hospital.Hospital;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;

/** A message on its way to a transaction: what all parts of it need. */
final class Draft {

    private final Hl7Message message;
    private final Hospital hospital;
    private final Times times;
    private final PatientPart patients;
    private final Transaction transaction = new Transaction();

    Draft(Hl7Message message, Hospital hospital, Times times) {
        this.message = message;
        this.hospital = hospital;
        this.times = times;
        this.patients = new PatientPart(hospital, times);
    }

    Hl7Message message() {
        return message;
    }

    Hospital hospital() {
        return hospital;
    }

    Times times() {
        return times;
    }

    PatientPart patients() {
        return patients;
    }

    Transaction transaction() {
        return transaction;
    }

    Bundle bundle() {
        return transaction.bundle();
    }

    /** The patient as this message has it. */
    Reference updatedPatient() {
        Patient patient = patients.patient(message.require("PID"));
        return transaction.update(patient, patients.key(patient));
    }

    /** The patient a message mentions: what admission said of it is not overwritten. */
    Reference mentionedPatient() {
        Patient patient = patients.patient(message.require("PID"));
        return transaction.createIfMissing(patient, patients.key(patient));
    }

    /** The visit a message mentions, if it has a number. */
    Optional<Reference> mentionedVisit(Reference patient) {
        VisitPart visits = new VisitPart(this);
        return visits.key().map(key -> {
            Encounter visit = visits.visit(patient, Encounter.EncounterStatus.UNKNOWN);
            return transaction.createIfMissing(visit, key);
        });
    }

    static Identifier identifier(String system, String value) {
        return new Identifier().setSystem(system).setValue(value);
    }

    /** The texts of NTE-3. */
    static List<Annotation> notes(List<Segment> notes) {
        String text = String.join("\n", notes.stream().map(nte -> nte.first(3).whole()).toList()).strip();
        return text.isEmpty() ? List.of() : List.of(new Annotation().setText(text));
    }
}
