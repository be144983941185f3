package org.cloudfilm.gateway.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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
        return write(flaws, flaw -> severity, flaw -> flaw);
    }

    static byte[] findings(List<ContentCheck.Finding> findings) {
        return write(findings, f -> f.severity().name().toLowerCase(Locale.ROOT), ContentCheck.Finding::flaw);
    }

    private static <T> byte[] write(List<T> issues, Function<T, String> severity, Function<T, Flaw> flaw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        JsonOut out = new JsonOut(bytes);
        try {
            out.raw("{\"resourceType\":\"OperationOutcome\",\"issue\":[");
            int count = Math.min(issues.size(), MOST);
            for (int i = 0; i < count; i++) {
                T issue = issues.get(i);
                issue(i == 0 ? out : out.raw(","), severity.apply(issue), flaw.apply(issue));
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
