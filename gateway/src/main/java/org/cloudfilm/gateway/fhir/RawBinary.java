package org.cloudfilm.gateway.fhir;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import org.cloudfilm.storage.record.AttachmentCuts.Cut;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.record.json.JsonFormatException;

/** A Binary as what it holds, without FHIR around it (FHIR R4 section 2.26.4). */
final class RawBinary {

    private final ContentWriter contents;

    RawBinary(ContentWriter contents) {
        this.contents = contents;
    }

    void write(StoredRecord record, HttpServletResponse response) throws IOException {
        JsonDocument binary = parsed(record.content());
        int type = binary.find(binary.root(), "contentType");
        int data = binary.find(binary.root(), "data");
        response.setContentType(safe(type < 0 ? "application/octet-stream" : binary.string(type)));
        // whatever a hospital stored, a browser shows it without scripts and without our origin
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        for (Cut cut : record.cuts().cuts()) {
            if (data >= 0 && cut.position() > binary.start(data) && cut.position() < binary.end(data)) {
                response.setContentLengthLong(cut.length());
                contents.copy(cut, response.getOutputStream());
                return;
            }
        }
        byte[] bytes = data < 0 ? new byte[0] : Base64.getMimeDecoder().decode(binary.string(data));
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** A new Binary that holds what came. */
    static Content wrap(Body body, String id) throws IOException, FhirRejection {
        String type = body.contentType();
        if (type == null) {
            throw FhirRejection.unsupportedType("a Binary needs a Content-Type");
        }
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        JsonOut out = new JsonOut(bytes);
        out.raw("{\"resourceType\":\"Binary\"");
        if (id != null) {
            out.raw(",\"id\":").string(id);
        }
        out.raw(",\"contentType\":").string(type);
        String context = body.header("X-Security-Context");
        if (context != null && !context.isBlank()) {
            out.raw(",\"securityContext\":{\"reference\":").string(context.strip()).raw("}");
        }
        out.raw(",\"data\":\"").raw(Base64.getEncoder().encode(body.bytes())).raw("\"}");
        return Content.of(bytes.toByteArray());
    }

    /** No line break of a stored content type reaches the header. */
    private static String safe(String type) {
        for (int i = 0; i < type.length(); i++) {
            if (type.charAt(i) < ' ' || type.charAt(i) > '~') {
                return "application/octet-stream";
            }
        }
        return type;
    }

    private static JsonDocument parsed(byte[] content) throws IOException {
        try {
            return JsonDocument.parse(content);
        } catch (JsonFormatException e) {
            throw new IOException("a stored content is damaged: " + e.getMessage());
        }
    }
}
