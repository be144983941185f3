package org.cloudfilm.storage.record.imaging;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.imaging.StudyFacts.Document;
import org.cloudfilm.storage.record.json.FhirContent;

/** A DICOM document as a DocumentReference. */
final class DocumentContent {

    private static final String CONCEPT_NAME = "0040A043";
    private static final String DOCUMENT_TITLE = "00420010";
    private static final String CONTENT_DATE = "00080023";
    private static final String CONTENT_TIME = "00080033";
    private static final String LOINC = "http://loinc.org";

    private DocumentContent() {}

    static byte[] of(Written written, Document document, Moments moments, String dicomWeb) {
        StudyFacts study = written.study();
        DicomAttributes concept =
                document.attributes().items(CONCEPT_NAME).stream().findFirst().orElse(DicomAttributes.NONE);
        String title = FhirContent.printable(document.attributes().text(DOCUMENT_TITLE));
        FhirContent out = new FhirContent().begin().text("resourceType", "DocumentReference").security(written.labels());
        out.begin("masterIdentifier")
                .text("system", ImagingStudyContent.URI).text("value", "urn:oid:" + document.uid())
                .end();
        out.beginList("identifier")
                .identifier(ImagingStudyContent.DICOM_UID, "urn:oid:" + document.uid())
                .endList();
        out.text("status", "current");
        if (DicomCodes.present(concept) || !title.isEmpty()) {
            out.begin("type");
            DicomCodes.writeConcept(out, concept, title, study.hospital());
            out.end();
        }
        out.beginList("category").begin().beginList("coding")
                .coding(LOINC, "18748-4", "Diagnostic imaging study")
                .endList().end().endList();
        written.subject().write(out);
        Optional<String> date = date(document, moments.in(study.attributes()).in(document.attributes()));
        date.ifPresent(moment -> out.text("date", moment));
        out.text("description", title.isEmpty() ? DicomCodes.meaning(concept) : title);
        content(out, study, document, title, dicomWeb, date);
        context(out, written);
        return out.end().bytes();
    }

    private static Optional<String> date(Document document, Moments moments) {
        return moments.instant(
                Moments.day(document.attributes().text(CONTENT_DATE)),
                Moments.time(document.attributes().text(CONTENT_TIME)));
    }

    private static void content(
            FhirContent out, StudyFacts study, Document document, String title, String dicomWeb, Optional<String> date) {
        out.beginList("content").begin().begin("attachment");
        out.text("contentType", "application/dicom")
                .text("url", dicomWeb + "/studies/" + study.uid() + "/series/" + document.series() + "/instances/"
                        + document.uid())
                .text("title", title);
        date.ifPresent(moment -> out.text("creation", moment));
        out.end();
        // what the instance holds, for those who look for a PDF
        out.coding("format", ImagingStudyContent.URI, "urn:oid:" + document.sopClass(),
                DocumentClasses.media(document.sopClass()));
        out.end().endList();
    }

    private static void context(FhirContent out, Written written) {
        out.begin("context");
        written.visit().ifPresent(visit -> out.beginList("encounter").reference(visit.toString()).endList());
        out.beginList("related")
                .reference(new RecordId(ResourceType.IMAGING_STUDY, written.study().uid()).toString());
        List<Order> orders = written.orders();
        orders.forEach(order -> out.reference(order.id().toString()));
        out.endList().end();
    }
}
