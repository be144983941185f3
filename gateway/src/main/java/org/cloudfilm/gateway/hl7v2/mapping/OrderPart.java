package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Location;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** ORC and OBR as a ServiceRequest. */
final class OrderPart {

    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String SECTION = "http://terminology.hl7.org/CodeSystem/v2-0074";

    private final Draft draft;
    private final Hospital hospital;

    OrderPart(Draft draft) {
        this.draft = draft;
        this.hospital = draft.hospital();
    }

    /** Every order of the message. */
    void map() {
        List<OrderGroup> groups = OrderGroup.of(draft.message());
        if (groups.isEmpty()) {
            throw new UnusableMessageException(
                    ErrorCode.SEGMENT_SEQUENCE, new Location("ORC", 1, 0, 0), "an order needs ORC or OBR");
        }
        Reference patient = draft.mentionedPatient();
        Optional<Reference> visit = draft.mentionedVisit(patient);
        for (OrderGroup group : groups) {
            draft.transaction().update(order(group, patient, visit, status(group)), key(group));
        }
    }

    /** The order a report answers, as far as the report tells; empty when it names none by the orderer's number. */
    Optional<Reference> mentioned(OrderGroup group, Reference patient, Optional<Reference> visit) {
        return group.placer(hospital).map(placer -> draft.transaction()
                .createIfMissing(order(group, patient, visit, ServiceRequestStatus.UNKNOWN), placer));
    }

    /** @throws UnusableMessageException when it has no number */
    private Identifier key(OrderGroup group) {
        return group.placer(hospital)
                .or(() -> group.filler(hospital))
                .orElseThrow(() -> new UnusableMessageException(ErrorCode.REQUIRED_FIELD_MISSING,
                        group.orc().or(group::obr).orElseThrow().at(2), "an order number is needed"));
    }

    private ServiceRequest order(
            OrderGroup group, Reference patient, Optional<Reference> visit, ServiceRequestStatus status) {
        ServiceRequest order = new ServiceRequest().setIntent(ServiceRequestIntent.ORDER).setStatus(status);
        group.placer(hospital).ifPresent(number -> order.addIdentifier(number.copy().setType(type("PLAC"))));
        group.filler(hospital).ifPresent(number -> order.addIdentifier(number.copy().setType(type("FILL"))));
        group.accession(hospital).ifPresent(number -> order.addIdentifier(number.copy().setType(type("ACSN"))));
        order.setSubject(patient);
        visit.ifPresent(order::setEncounter);
        draft.times().dateTime(Codes.first(group.orc(9), group.obr(6))).ifPresent(order::setAuthoredOnElement);
        priority(group).ifPresent(order::setPriority);
        draft.times()
                .dateTime(Codes.first(group.timing(7), group.obr(36), timingOf(group)))
                .ifPresent(order::setOccurrence);
        requester(group).ifPresent(order::setRequester);
        group.obr().ifPresent(obr -> fromObr(obr, order));
        Draft.notes(group.notes()).forEach(order::addNote);
        return order;
    }

    private void fromObr(Segment obr, ServiceRequest order) {
        Codes.concept(obr.first(4), hospital).ifPresent(order::setCode);
        obr.repetitions(31).forEach(reason -> Codes.concept(reason, hospital).ifPresent(order::addReasonCode));
        String relevant = obr.first(13).whole();
        if (!relevant.isEmpty()) {
            order.addReasonCode(new CodeableConcept().setText(relevant));
        }
        // site and approach follow the source of the specimen
        String site = Codes.first(obr.get(15, 4, 2), obr.get(15, 4));
        if (!site.isEmpty()) {
            order.addBodySite(new CodeableConcept().setText(site));
        }
        section(obr.get(24)).ifPresent(order::addCategory);
    }

    /** HL7 table 0074: the diagnostic service. */
    static Optional<CodeableConcept> section(String code) {
        return code.matches("[A-Z]{2,4}")
                ? Optional.of(new CodeableConcept(new Coding().setSystem(SECTION).setCode(code)))
                : Optional.empty();
    }

    private Optional<Reference> requester(OrderGroup group) {
        return group.obr().flatMap(obr -> Names.practitioner(obr.first(16), hospital))
                .or(() -> group.orc().flatMap(orc -> Names.practitioner(orc.first(12), hospital)));
    }

    /** Before TQ1 there was a component of ORC-7 and OBR-27. */
    private static String timingOf(OrderGroup group) {
        return Codes.first(
                group.orc().map(orc -> orc.get(7, 4)).orElse(""), group.obr().map(obr -> obr.get(27, 4)).orElse(""));
    }

    private static Optional<ServiceRequestPriority> priority(OrderGroup group) {
        String code = Codes.first(
                group.timing(9),
                group.orc().map(orc -> orc.get(7, 6)).orElse(""),
                group.obr().map(obr -> obr.get(27, 6)).orElse(""),
                group.obr(5));
        return switch (code) {
            case "S" -> Optional.of(ServiceRequestPriority.STAT);
            case "A" -> Optional.of(ServiceRequestPriority.ASAP);
            case "R" -> Optional.of(ServiceRequestPriority.ROUTINE);
            default -> Optional.empty();
        };
    }

    /** HL7 tables 0119 (what is to be done) and 0038 (how it stands). */
    private static ServiceRequestStatus status(OrderGroup group) {
        return switch (group.orc(1)) {
            case "CA", "OC", "CR", "DC", "OD", "DR", "UA" -> ServiceRequestStatus.REVOKED;
            case "HD", "OH", "HR" -> ServiceRequestStatus.ONHOLD;
            case "DE" -> ServiceRequestStatus.ENTEREDINERROR;
            default -> switch (group.orc(5)) {
                case "CM" -> ServiceRequestStatus.COMPLETED;
                case "CA", "DC", "RP" -> ServiceRequestStatus.REVOKED;
                case "HD" -> ServiceRequestStatus.ONHOLD;
                case "ER" -> ServiceRequestStatus.ENTEREDINERROR;
                default -> ServiceRequestStatus.ACTIVE;
            };
        };
    }

    private static CodeableConcept type(String code) {
        return new CodeableConcept(new Coding().setSystem(TYPES).setCode(code));
    }
}
