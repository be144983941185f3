package org.cloudfilm.viewer.recognition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.exam.FilmedExam;
import org.cloudfilm.storage.record.exam.StoredReport;
import org.cloudfilm.storage.record.json.JsonDocument;

/**
 * What a DiagnosticReport (FHIR R4 section 10.3) says.
 *
 * @param at      issued, or when it came
 * @param patient its subject
 * @param studies UIDs of the ImagingStudies it names
 * @param orders  it is based on
 * @param results Observations
 * @param pdf     reference to a Binary that is a PDF, empty for none
 */
record Report(
        StoredReport stored,
        boolean issued,
        Instant at,
        Optional<RecordId> patient,
        List<RecordId> studies,
        List<RecordId> orders,
        List<RecordId> results,
        String conclusion,
        String narrative,
        String pdf) {

    private static final Set<String> ISSUED =
            Set.of("partial", "preliminary", "final", "amended", "corrected", "appended");

    static Report read(StoredReport stored) {
        JsonDocument json = JsonDocument.ofStored(stored.content());
        int root = json.root();
        return new Report(
                stored,
                ISSUED.contains(Json.string(json, root, "status")),
                at(json, stored.lastUpdated()),
                RecordId.parse(Json.string(json, Json.member(json, root, "subject"), "reference"))
                        .filter(id -> id.type() == ResourceType.PATIENT),
                Json.references(json, root, "imagingStudy", ResourceType.IMAGING_STUDY),
                Json.references(json, root, "basedOn", ResourceType.SERVICE_REQUEST),
                Json.references(json, root, "result", ResourceType.OBSERVATION),
                Json.string(json, root, "conclusion").strip(),
                text(Json.string(json, Json.member(json, root, "text"), "div")),
                pdf(json));
    }

    boolean isOf(FilmedExam exam) {
        return studies.stream().anyMatch(study -> study.id().equals(exam.study().value()))
                || studies.isEmpty() && exam.orders().stream().anyMatch(order -> orders.contains(order.id()));
    }

    private static Instant at(JsonDocument json, Instant otherwise) {
        for (String element : List.of("issued", "effectiveDateTime")) {
            String text = Json.string(json, json.root(), element);
            try {
                if (text.length() > 10) {
                    return OffsetDateTime.parse(text).toInstant();
                }
                if (text.length() == 10) {
                    return LocalDate.parse(text).atStartOfDay(LocalZone.ZONE).toInstant();
                }
            } catch (DateTimeException e) {
                // a date that cannot be read is no date
            }
        }
        return otherwise;
    }

    /** Narrative is XHTML (FHIR R4 section 2.4.0): lines of text are what is left without its tags. */
    private static String text(String div) {
        return div.replaceAll("(?i)<(br|/p|/div|/tr|/li|/h[1-6])\\b[^>]*>", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll("[ \\t\\x0B\\f\\r]+", " ")
                .replaceAll(" ?\n ?", "\n")
                .replaceAll("\n{2,}", "\n")
                .strip();
    }

    private static String pdf(JsonDocument json) {
        return Json.elements(json, json.root(), "presentedForm").stream()
                .filter(form -> Json.string(json, form, "contentType").startsWith("application/pdf"))
                .map(form -> Json.string(json, form, "url"))
                .filter(url -> RecordId.parse(url).filter(id -> id.type() == ResourceType.BINARY).isPresent())
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return "Report[" + stored.id() + "]";
    }
}
