package org.cloudfilm.viewer.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonKind;

/**
 * What an order (ServiceRequest, FHIR R4 section 12.15) says of the exam. Texts are empty when it says nothing.
 *
 * @param id        logical id, empty when it has none yet
 * @param patient   empty unless it refers to a Patient by its id
 * @param encounter the visit
 * @param codings   of its code
 * @param text      of its code
 * @param bodySites of all body sites; those with a text alone have it as display
 * @param authored  as written, such as {@code 2026-11-22T08:00:00+08:00}
 */
public record ExamOrder(
        String id,
        Optional<RecordId> patient,
        Optional<RecordId> encounter,
        List<Coding> codings,
        String text,
        List<Coding> bodySites,
        String status,
        String intent,
        String authored) {

    /** A document that is a ServiceRequest. Elements of unexpected shape are passed over. */
    public static ExamOrder read(JsonDocument json) {
        return read(json, json.root());
    }

    /** A ServiceRequest inside a document, such as one entry of a Bundle. */
    public static ExamOrder read(JsonDocument json, int node) {
        List<Coding> sites = new ArrayList<>();
        int list = json.find(node, "bodySite");
        if (list >= 0 && json.kind(list) == JsonKind.ARRAY) {
            for (int site = json.firstChild(list); site >= 0; site = json.next(site)) {
                sites.addAll(codings(json, site));
                String words = string(json, site, "text");
                if (!words.isEmpty()) {
                    sites.add(new Coding("", "", words));
                }
            }
        }
        int code = json.find(node, "code");
        return new ExamOrder(
                string(json, node, "id"),
                reference(json, node, "subject", ResourceType.PATIENT),
                reference(json, node, "encounter", ResourceType.ENCOUNTER),
                code < 0 ? List.of() : codings(json, code),
                code < 0 ? "" : string(json, code, "text"),
                List.copyOf(sites),
                string(json, node, "status").toLowerCase(Locale.ROOT),
                string(json, node, "intent").toLowerCase(Locale.ROOT),
                string(json, node, "authoredOn"));
    }

    /** It may still lead to an exam: a draft, or signed and not yet done. */
    public boolean open() {
        return status.equals("draft") || status.equals("active") || status.equals("on-hold");
    }

    private static List<Coding> codings(JsonDocument json, int concept) {
        int list = json.find(concept, "coding");
        if (list < 0 || json.kind(list) != JsonKind.ARRAY) {
            return List.of();
        }
        List<Coding> codings = new ArrayList<>();
        for (int one = json.firstChild(list); one >= 0; one = json.next(one)) {
            codings.add(new Coding(string(json, one, "system"), string(json, one, "code"), string(json, one, "display")));
        }
        return List.copyOf(codings);
    }

    private static Optional<RecordId> reference(JsonDocument json, int node, String member, ResourceType type) {
        int element = json.find(node, member);
        return element < 0
                ? Optional.empty()
                : RecordId.parse(string(json, element, "reference")).filter(id -> id.type() == type);
    }

    private static String string(JsonDocument json, int node, String member) {
        int value = json.find(node, member);
        return value < 0 || json.kind(value) != JsonKind.STRING ? "" : json.string(value);
    }
}
