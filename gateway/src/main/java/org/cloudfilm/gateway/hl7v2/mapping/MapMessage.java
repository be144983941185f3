package org.cloudfilm.gateway.hl7v2.mapping;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Header;
import org.cloudfilm.gateway.hl7v2.Hl7Message;
import org.cloudfilm.gateway.hl7v2.Location;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.cloudfilm.storage.hospital.Hospital;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** A message as a FHIR transaction. Pure: the same message makes the same transaction, but for its temporary names. */
public final class MapMessage {

    private static final Set<String> TYPES = Set.of("ADT", "OMI", "ORM", "ORU", "MDM", "SIU");

    private final Times times;

    /** @param zone of times that do not say theirs */
    public MapMessage(ZoneId zone) {
        this.times = new Times(zone);
    }

    /** @throws UnusableMessageException when the type is not taken or the message lacks what its type needs */
    public Bundle map(Hl7Message message, Hospital sender) {
        Draft draft = new Draft(message, sender, times);
        Header header = message.header();
        switch (header.type() + "^" + header.event()) {
            case "ADT^A01", "ADT^A03", "ADT^A04", "ADT^A08", "ADT^A11" -> visit(draft);
            case "ADT^A28", "ADT^A31" -> draft.updatedPatient();
            case "ADT^A40" -> new SamePatient(draft).merge();
            case "ADT^A24" -> new SamePatient(draft).link();
            case "ADT^A37" -> new SamePatient(draft).unlink();
            case "OMI^O23", "ORM^O01" -> new OrderPart(draft).map();
            case "ORU^R01" -> new ReportPart(draft).map();
            case "MDM^T02" -> new DocumentPart(draft).map();
            case "SIU^S12" -> new AppointmentPart(draft).map();
            default -> throw new UnusableMessageException(
                    TYPES.contains(header.type()) ? ErrorCode.UNSUPPORTED_EVENT : ErrorCode.UNSUPPORTED_MESSAGE_TYPE,
                    Location.of("MSH", 9),
                    "messages of this type or event are not taken");
        }
        return draft.bundle();
    }

    private static void visit(Draft draft) {
        Reference patient = draft.updatedPatient();
        VisitPart visits = new VisitPart(draft);
        Optional<Identifier> key = visits.key();
        if (key.isPresent()) {
            Encounter visit = visits.visit(patient, visits.statusBy(draft.message().header().event()));
            draft.transaction().update(visit, key.get());
        }
    }
}
