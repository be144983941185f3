package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.Optional;
import java.util.stream.Stream;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/** PV1, PV2, DG1 and EVN as an Encounter. */
final class VisitPart {

    private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    private final Draft draft;
    private final Hospital hospital;

    VisitPart(Draft draft) {
        this.draft = draft;
        this.hospital = draft.hospital();
    }

    /** Empty when the message numbers no visit: without a number it could never be found again. */
    Optional<Identifier> key() {
        String number = draft.message().first("PV1").map(pv1 -> Codes.first(pv1.get(19), pv1.get(50))).orElse("");
        return Optional.of(Codes.first(number, draft.message().first("PID").map(pid -> pid.get(18)).orElse("")))
                .filter(found -> !found.isEmpty())
                .map(found -> Draft.identifier(IdentifierSystems.visit(hospital), found));
    }

    Encounter visit(Reference patient, EncounterStatus status) {
        Encounter visit = new Encounter();
        key().ifPresent(visit::addIdentifier);
        visit.setSubject(patient).setStatus(status);
        visit.setServiceProvider(new Reference()
                .setType("Organization")
                .setIdentifier(Draft.identifier(IdentifierSystems.HOSPITAL, hospital.id().value()))
                .setDisplay(hospital.name()));
        visit.setClass_(actCode(draft.message().first("PV1").map(pv1 -> pv1.get(2)).orElse("")));
        draft.message().first("PV1").ifPresent(pv1 -> fromPv1(pv1, visit));
        draft.message().first("PV2").ifPresent(pv2 ->
                Codes.concept(pv2.first(3), hospital).ifPresent(visit::addReasonCode));
        draft.message().all("DG1").forEach(dg1 -> diagnosis(dg1).ifPresent(visit::addReasonCode));
        return visit;
    }

    /** Discharged is who has a discharge time, whatever the event. */
    EncounterStatus statusBy(String event) {
        boolean discharged = draft.message().first("PV1").map(pv1 -> !pv1.first(45).isEmpty()).orElse(false);
        return switch (event) {
            case "A03" -> EncounterStatus.FINISHED;
            case "A11" -> EncounterStatus.CANCELLED;
            default -> discharged ? EncounterStatus.FINISHED : EncounterStatus.INPROGRESS;
        };
    }

    private void fromPv1(Segment pv1, Encounter visit) {
        String happened = draft.message().first("EVN").map(evn -> Codes.first(evn.get(6), evn.get(2))).orElse("");
        String event = draft.message().header().event();
        boolean begins = event.equals("A01") || event.equals("A04");
        Period period = draft.times().period(
                Codes.first(pv1.get(44), begins ? happened : ""),
                Codes.first(pv1.get(45), event.equals("A03") ? happened : ""));
        if (!period.isEmpty()) {
            visit.setPeriod(period);
        }
        location(pv1.first(3)).ifPresent(where -> visit.addLocation().setLocation(where));
        participant(visit, pv1, 7, "ATND");
        participant(visit, pv1, 8, "REF");
        participant(visit, pv1, 9, "CON");
        participant(visit, pv1, 17, "ADM");
        Codes.concept(pv1.first(10), hospital).ifPresent(visit::setServiceType);
        Codes.concept(pv1.first(36), hospital).ifPresent(visit.getHospitalization()::setDischargeDisposition);
        if (visit.getHospitalization().isEmpty()) {
            visit.setHospitalization(null);
        }
    }

    /** HL7 table 0004. */
    private static Coding actCode(String patientClass) {
        String code = switch (patientClass) {
            case "I", "B" -> "IMP";
            case "E" -> "EMER";
            case "P" -> "PRENC";
            default -> "AMB";
        };
        return new Coding().setSystem(ACT_CODE).setCode(code);
    }

    private Optional<Reference> location(Repetition pl) {
        String place = String.join(" ", Stream.of(pl.get(1), pl.get(2), pl.get(3))
                .filter(part -> !part.isEmpty())
                .toList());
        return place.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reference()
                        .setType("Location")
                        .setIdentifier(Draft.identifier(IdentifierSystems.location(hospital), place))
                        .setDisplay(place));
    }

    private void participant(Encounter visit, Segment pv1, int field, String role) {
        pv1.repetitions(field).forEach(xcn -> Names.practitioner(xcn, hospital).ifPresent(who -> visit.addParticipant()
                .addType(new CodeableConcept(new Coding().setSystem(PARTICIPATION).setCode(role)))
                .setIndividual(who)));
    }

    private Optional<CodeableConcept> diagnosis(Segment dg1) {
        return Codes.concept(dg1.first(3), hospital).or(() -> Optional.of(dg1.first(4).whole())
                .filter(text -> !text.isEmpty())
                .map(text -> new CodeableConcept().setText(text)));
    }
}
