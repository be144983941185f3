package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Location;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.DocumentReference.ReferredDocumentStatus;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** TXA and its OBX as a DocumentReference. */
final class DocumentPart {

    private final Draft draft;
    private final Hospital hospital;

    DocumentPart(Draft draft) {
        this.draft = draft;
        this.hospital = draft.hospital();
    }

    void map() {
        Segment txa = draft.message().require("TXA");
        Identifier key = number(txa, 12).orElseThrow(() -> new UnusableMessageException(
                ErrorCode.REQUIRED_FIELD_MISSING, txa.at(12), "a document number is needed"));
        DocumentReference document = new DocumentReference()
                .setMasterIdentifier(key)
                .setStatus(DocumentReferenceStatus.CURRENT)
                .setDocStatus(status(txa.get(17)));
        document.addIdentifier(key);
        document.setType(Codes.concept(txa.first(2), hospital).orElse(new CodeableConcept().setText("document")));
        Reference patient = draft.mentionedPatient();
        document.setSubject(patient);
        draft.times().instant(Codes.first(txa.get(7), txa.get(6), txa.get(4))).ifPresent(document::setDateElement);
        txa.repetitions(9).forEach(who -> Names.practitioner(who, hospital).ifPresent(document::addAuthor));
        Names.practitioner(txa.first(10), hospital).ifPresent(document::setAuthenticator);
        draft.mentionedVisit(patient).ifPresent(document.getContext()::addEncounter);
        draft.times().dateTime(txa.get(4)).ifPresent(done -> document.getContext().getPeriod().setStartElement(done));
        String order = txa.get(14);
        if (!order.isEmpty()) {
            document.getContext().addRelated(new Reference().setType("ServiceRequest")
                    .setIdentifier(Draft.identifier(IdentifierSystems.placerOrder(hospital), order)));
        }
        number(txa, 13).ifPresent(parent -> document.addRelatesTo()
                .setCode(DocumentRelationshipType.APPENDS)
                .setTarget(new Reference().setType("DocumentReference").setIdentifier(parent)));
        content().forEach(attachment -> document.addContent().setAttachment(attachment));
        draft.transaction().update(document, key);
    }

    /** An EI whose first component, or whose second where systems put it, is the number. */
    private Optional<Identifier> number(Segment txa, int field) {
        Repetition ei = txa.first(field);
        String number = Codes.first(ei.get(1), ei.get(3));
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(Draft.identifier(IdentifierSystems.document(hospital), number));
    }

    /** @throws UnusableMessageException when there is none: a notification without its document is another event */
    private List<Attachment> content() {
        List<Attachment> content = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Segment obx : draft.message().all("OBX")) {
            Attachments.of(obx).ifPresentOrElse(content::add, () -> {
                if (!obx.get(2).equals("ED") && !obx.get(2).equals("RP")) {
                    obx.repetitions(5).forEach(line -> lines.add(line.whole()));
                }
            });
        }
        String text = String.join("\n", lines).strip();
        if (!text.isEmpty()) {
            content.addFirst(Attachments.text(text));
        }
        if (content.isEmpty()) {
            throw new UnusableMessageException(
                    ErrorCode.SEGMENT_SEQUENCE, new Location("OBX", 1, 5, 0), "the document has no content");
        }
        return content;
    }

    /** HL7 table 0271. */
    private static ReferredDocumentStatus status(String code) {
        return switch (code) {
            case "DI", "DO", "IN", "IP", "PA" -> ReferredDocumentStatus.PRELIMINARY;
            default -> ReferredDocumentStatus.FINAL;
        };
    }
}
