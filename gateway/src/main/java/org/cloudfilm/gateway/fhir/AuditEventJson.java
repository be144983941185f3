package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.TrailEntry;

/** A line of the trail as an AuditEvent (FHIR R4 section 6.5). */
final class AuditEventJson {

    private AuditEventJson() {}

    static byte[] of(TrailEntry line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            write(line, new JsonOut(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(TrailEntry line, JsonOut out) throws IOException {
        AuditEntry entry = line.entry();
        out.raw("{\"resourceType\":\"AuditEvent\",\"id\":\"" + line.seq() + "\"");
        out.raw(",\"type\":{\"system\":\"http://terminology.hl7.org/CodeSystem/audit-event-type\",\"code\":\"rest\"}");
        out.raw(",\"subtype\":[{\"system\":\"urn:cloudfilm:audit-action\",\"code\":").string(entry.action()).raw("}]");
        out.raw(",\"action\":\"").raw(action(entry.action())).raw("\"");
        out.raw(",\"recorded\":\"").raw(entry.at().toString()).raw("\"");
        out.raw(",\"outcome\":\"").raw(outcome(entry.outcome())).raw("\"");
        if (entry.purpose() != null) {
            out.raw(",\"purposeOfEvent\":[{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\"");
            out.raw(",\"code\":").string(entry.purpose()).raw("}]}]");
        }
        out.raw(",\"agent\":[{\"who\":{\"identifier\":{\"value\":").string(entry.actor()).raw("}},\"requestor\":true}");
        if (entry.onBehalf() != null) {
            out.raw(",{\"who\":{\"type\":\"Organization\",\"identifier\":{\"value\":").string(entry.onBehalf());
            out.raw("}},\"requestor\":false}");
        }
        out.raw("],\"source\":{\"observer\":{\"display\":\"Cloudfilm\"}}");
        if (entry.object() != null) {
            entity(entry.object(), out);
        }
        out.raw("}");
    }

    /** Records by reference, studies by their UID, everything else by name. */
    private static void entity(String object, JsonOut out) throws IOException {
        out.raw(",\"entity\":[{\"what\":");
        if (object.indexOf('/') > 0) {
            out.raw("{\"reference\":").string(object).raw("}");
        } else if (Character.isDigit(object.charAt(0))) {
            out.raw("{\"identifier\":{\"system\":\"urn:dicom:uid\",\"value\":").string("urn:oid:" + object).raw("}}");
        } else {
            out.raw("{\"display\":").string(object).raw("}");
        }
        out.raw("}]");
    }

    private static String action(String action) {
        if (action.startsWith("search")) {
            return "E";
        }
        if (action.startsWith("create") || action.startsWith("store")) {
            return "C";
        }
        if (action.startsWith("update") || action.startsWith("write")) {
            return "U";
        }
        return action.startsWith("delete") ? "D" : "R";
    }

    private static String outcome(String outcome) {
        return switch (outcome) {
            case "granted", "done" -> "0";
            case "refused" -> "4";
            default -> "8";
        };
    }
}
