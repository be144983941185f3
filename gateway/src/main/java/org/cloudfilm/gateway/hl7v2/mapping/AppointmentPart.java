package org.cloudfilm.gateway.hl7v2.mapping;

import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/**
 * SCH as a planned Encounter: an appointment here is the visit it will be. It keeps its own number, for the visit's is
 * given when the patient comes.
 */
final class AppointmentPart {

    private final Draft draft;
    private final Hospital hospital;

    AppointmentPart(Draft draft) {
        this.draft = draft;
        this.hospital = draft.hospital();
    }

    void map() {
        Segment sch = draft.message().require("SCH");
        String number = Codes.first(sch.get(2), sch.get(1));
        if (number.isEmpty()) {
            throw new UnusableMessageException(
                    ErrorCode.REQUIRED_FIELD_MISSING, sch.at(2), "an appointment number is needed");
        }
        Identifier key = Draft.identifier(IdentifierSystems.appointment(hospital), number);
        Reference patient = draft.mentionedPatient();
        VisitPart visits = new VisitPart(draft);
        Encounter planned = visits.visit(patient, EncounterStatus.PLANNED);
        planned.addIdentifier(key);
        var period = draft.times().period(start(sch), Codes.first(sch.get(11, 5), tq1(8)));
        planned.setPeriod(period.isEmpty() ? null : period);
        Codes.concept(sch.first(7), hospital).ifPresent(planned::addReasonCode);
        draft.message().first("AIS").flatMap(ais -> Codes.concept(ais.first(3), hospital)).ifPresent(planned::addType);
        draft.message().first("AIP").flatMap(aip -> Names.practitioner(aip.first(3), hospital))
                .ifPresent(who -> planned.addParticipant().setIndividual(who));
        String order = sch.get(26);
        if (!order.isEmpty()) {
            planned.addBasedOn(order(order, patient, planned));
        }
        // a visit that has its number already is known by it; the appointment becomes one of its numbers
        draft.transaction().update(planned, visits.key().orElse(key));
    }

    /** The order that is appointed, made as far as the appointment tells if it has not come yet. */
    private Reference order(String number, Reference patient, Encounter planned) {
        Identifier key = Draft.identifier(IdentifierSystems.placerOrder(hospital), number);
        ServiceRequest order = new ServiceRequest()
                .setIntent(ServiceRequestIntent.ORDER)
                .setStatus(ServiceRequestStatus.UNKNOWN)
                .setSubject(patient)
                .addIdentifier(key.copy());
        if (planned.hasType()) {
            order.setCode(planned.getTypeFirstRep().copy());
        }
        return draft.transaction().createIfMissing(order, key);
    }

    private String start(Segment sch) {
        String resource = draft.message().first("AIS").map(ais -> ais.get(4)).orElse("");
        return Codes.first(sch.get(11, 4), tq1(7), resource);
    }

    private String tq1(int field) {
        return draft.message().first("TQ1").map(tq1 -> tq1.get(field)).orElse("");
    }
}
