package org.cloudfilm.storage.record.imaging;

import java.util.List;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.record.ReservedIds;
import org.cloudfilm.storage.record.imaging.StudyFacts.Accession;
import org.cloudfilm.storage.record.imaging.StudyFacts.Instance;
import org.cloudfilm.storage.record.imaging.StudyFacts.Series;
import org.cloudfilm.storage.record.json.FhirContent;

/** A study as an ImagingStudy (R4 section 10.6, with its mapping to DICOM). */
final class ImagingStudyContent {

    static final String DICOM_UID = "urn:dicom:uid";
    static final String DCM = "http://dicom.nema.org/resources/ontology/DCM";
    static final String URI = "urn:ietf:rfc:3986";

    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String PROCEDURE_CODES = "00081032";
    private static final String SERIES_DATE = "00080021";
    private static final String SERIES_TIME = "00080031";

    private final Written written;
    private final StudyFacts study;
    private final Moments moments;
    private final FhirContent out = new FhirContent();

    private ImagingStudyContent(Written written, Moments moments) {
        this.written = written;
        this.study = written.study();
        this.moments = moments.in(study.attributes());
    }

    static byte[] of(Written written, Moments moments) {
        return new ImagingStudyContent(written, moments).bytes();
    }

    private byte[] bytes() {
        out.begin().text("resourceType", "ImagingStudy").security(written.labels());
        identifiers();
        out.text("status", "available");
        modalities();
        written.subject().write(out);
        written.visit().ifPresent(visit -> out.reference("encounter", visit.toString()));
        moments.dateTime(study.date(), study.time()).ifPresent(start -> out.text("started", start));
        orders();
        if (!FhirContent.printable(study.referrer()).isEmpty()) {
            out.begin("referrer").text("display", study.referrer()).end();
        }
        out.beginList("endpoint").reference(ReservedIds.DICOM_WEB.toString()).endList();
        out.number("numberOfSeries", study.series().size()).number("numberOfInstances", study.instances());
        procedures();
        out.text("description", study.description());
        out.beginList("series");
        study.series().forEach(this::series);
        return out.endList().end().bytes();
    }

    private void identifiers() {
        out.beginList("identifier").identifier(DICOM_UID, "urn:oid:" + study.uid());
        for (Accession accession : study.accessions()) {
            out.begin();
            out.begin("type").beginList("coding").coding(TYPES, "ACSN", "").endList().end();
            out.text("system", IdentifierSystems.accession(study.hospital(), accession.issuer()))
                    .text("value", accession.number())
                    .end();
        }
        out.endList();
    }

    private void modalities() {
        List<String> modalities = study.series().stream().map(ImagingStudyContent::modality).distinct().sorted().toList();
        out.beginList("modality");
        modalities.forEach(code -> out.coding(DCM, code, ""));
        out.endList();
    }

    /** A series must have one (OT is "other"). */
    private static String modality(Series series) {
        String code = FhirContent.printable(series.modality());
        return code.isEmpty() ? "OT" : code;
    }

    private void orders() {
        if (!written.orders().isEmpty()) {
            out.beginList("basedOn");
            written.orders().forEach(order -> out.reference(order.id().toString()));
            out.endList();
        }
    }

    private void procedures() {
        List<DicomAttributes> codes = study.attributes().items(PROCEDURE_CODES).stream()
                .filter(DicomCodes::present)
                .toList();
        if (!codes.isEmpty()) {
            out.beginList("procedureCode");
            codes.forEach(code -> {
                out.begin();
                DicomCodes.writeConcept(out, code, "", study.hospital());
                out.end();
            });
            out.endList();
        }
    }

    private void series(Series series) {
        out.begin().text("uid", series.uid());
        number(series.number());
        out.coding("modality", DCM, modality(series), "");
        out.text("description", series.description());
        out.number("numberOfInstances", series.instances().size());
        BodySites.write(out, series.bodyPart());
        BodySites.writeLaterality(out, series.laterality());
        started(series);
        out.beginList("instance");
        series.instances().forEach(this::instance);
        out.endList().end();
    }

    private void started(Series series) {
        boolean performed = series.performedDate() != null;
        Moments own = moments.in(series.attributes());
        own.dateTime(
                        performed ? series.performedDate() : Moments.day(series.attributes().text(SERIES_DATE)),
                        performed ? series.performedTime() : Moments.time(series.attributes().text(SERIES_TIME)))
                .ifPresent(start -> out.text("started", start));
    }

    private void instance(Instance instance) {
        out.begin().text("uid", instance.uid());
        out.coding("sopClass", URI, "urn:oid:" + instance.sopClass(), "");
        number(instance.number());
        out.end();
    }

    /** An unsignedInt: DICOM allows negative numbers, FHIR does not. */
    private void number(Integer number) {
        if (number != null && number >= 0) {
            out.number("number", number);
        }
    }
}
