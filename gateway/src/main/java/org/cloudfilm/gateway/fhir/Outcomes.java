package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.cloudfilm.storage.record.Flaw;

/** OperationOutcomes (FHIR R4 section 2.29), in JSON. */
final class Outcomes {

    private static final int MOST = 100;

    private Outcomes() {}

    static byte[] errors(List<Flaw> flaws) {
        return write("error", flaws);
    }

    static byte[] information(String text) {
        return write("information", List.of(new Flaw("", "informational", text)));
    }

    static byte[] write(String severity, List<Flaw> flaws) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        JsonOut out = new JsonOut(bytes);
        try {
            out.raw("{\"resourceType\":\"OperationOutcome\",\"issue\":[");
            int count = Math.min(flaws.size(), MOST);
            for (int i = 0; i < count; i++) {
                issue(i == 0 ? out : out.raw(","), severity, flaws.get(i));
            }
            out.raw("]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void issue(JsonOut out, String severity, Flaw flaw) throws IOException {
        out.raw("{\"severity\":\"").raw(severity).raw("\",\"code\":").string(flaw.type());
        out.raw(",\"diagnostics\":").string(flaw.text());
        if (!flaw.path().isEmpty()) {
            out.raw(",\"expression\":[").string(flaw.path()).raw("]");
        }
        out.raw("}");
    }
}
