package org.cloudfilm.gateway.fhir;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.cloudfilm.gateway.fhir.Answer.Payload;

/** Joins stored contents to a Bundle, one after the other: none is parsed, none is held twice. */
final class BundleWriter {

    private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";

    private final ContentWriter contents;
    private final Subset subset;

    BundleWriter(ContentWriter contents, Subset subset) {
        this.contents = contents;
        this.subset = subset;
    }

    void write(BundleAnswer bundle, Wishes wishes, OutputStream stream) throws IOException {
        JsonOut out = new JsonOut(stream);
        out.raw("{\"resourceType\":\"Bundle\"");
        if (bundle.identifier() != null) {
            out.raw(",\"identifier\":{\"system\":\"urn:ietf:rfc:3986\",\"value\":").string(bundle.identifier()).raw("}");
        }
        out.raw(",\"type\":\"").raw(bundle.type()).raw("\"");
        if (bundle.timestamp() != null) {
            out.raw(",\"timestamp\":\"").raw(instant(bundle.timestamp())).raw("\"");
        }
        if (bundle.total().isPresent()) {
            out.raw(",\"total\":" + bundle.total().getAsLong());
        }
        links(bundle, out);
        String separator = ",\"entry\":[";
        for (BundleAnswer.Entry entry : bundle.entries()) {
            out.raw(separator);
            entry(entry, wishes, out);
            separator = ",";
        }
        out.raw(bundle.entries().isEmpty() ? "}" : "]}");
    }

    private static void links(BundleAnswer bundle, JsonOut out) throws IOException {
        String separator = ",\"link\":[";
        for (BundleAnswer.Link link : bundle.links()) {
            out.raw(separator).raw("{\"relation\":\"").raw(link.relation()).raw("\",\"url\":").string(link.url()).raw("}");
            separator = ",";
        }
        out.raw(bundle.links().isEmpty() ? "" : "]");
    }

    private void entry(BundleAnswer.Entry entry, Wishes wishes, JsonOut out) throws IOException {
        String separator = "{";
        if (entry.fullUrl() != null) {
            out.raw("{\"fullUrl\":").string(entry.fullUrl());
            separator = ",";
        }
        if (!(entry.resource() instanceof Payload.None)) {
            out.raw(separator).raw("\"resource\":");
            resource(entry.resource(), wishes, out);
            separator = ",";
        }
        if (entry.mode() != null) {
            out.raw(separator).raw("\"search\":{");
            if (entry.likeness() != null) {
                out.raw("\"extension\":[{\"url\":\"" + GRADE + "\",\"valueCode\":\"" + entry.likeness().grade() + "\"}],");
            }
            out.raw("\"mode\":\"").raw(entry.mode()).raw("\"");
            out.raw(entry.likeness() == null ? "}" : ",\"score\":" + entry.likeness().score() + "}");
            separator = ",";
        }
        if (entry.request() != null) {
            out.raw(separator).raw("\"request\":{\"method\":\"").raw(entry.request().method()).raw("\",\"url\":");
            out.string(entry.request().url()).raw("}");
            separator = ",";
        }
        if (entry.response() != null) {
            out.raw(separator).raw("\"response\":");
            response(entry.response(), out);
            separator = ",";
        }
        out.raw(separator.equals("{") ? "{}" : "}");
    }

    private void resource(Payload payload, Wishes wishes, JsonOut out) throws IOException {
        switch (payload) {
            case Payload.Resource(var record) when wishes.whole() || !Subset.fits(record) -> contents.write(record, out.stream());
            case Payload.Resource(var record) -> out.raw(subset.of(record, wishes));
            case Payload.Raw(var record) -> contents.write(record, out.stream());
            case Payload.Json(byte[] bytes) -> out.raw(bytes);
            case Payload.Bundle(BundleAnswer inner) -> write(inner, wishes, out.stream());
            case Payload.Plain _, Payload.None _ -> out.raw("null");
        }
    }

    private static void response(BundleAnswer.Response response, JsonOut out) throws IOException {
        Answer answer = response.answer();
        out.raw("{\"status\":\"").raw(Statuses.line(answer.status())).raw("\"");
        if (answer.location() != null) {
            out.raw(",\"location\":").string(answer.location());
        }
        if (answer.version() > 0) {
            out.raw(",\"etag\":").string(Versions.tag(answer.version()));
        }
        if (answer.lastModified() != null) {
            out.raw(",\"lastModified\":\"").raw(instant(answer.lastModified())).raw("\"");
        }
        if (response.outcome() != null) {
            out.raw(",\"outcome\":").raw(response.outcome());
        }
        out.raw("}");
    }

    private static String instant(java.time.Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
    }
}
