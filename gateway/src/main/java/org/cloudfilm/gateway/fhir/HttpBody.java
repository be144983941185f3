package org.cloudfilm.gateway.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.cloudfilm.storage.record.RecordChange.Content;
import org.cloudfilm.storage.record.json.CompactJson;

/** The body of an HTTP request. */
final class HttpBody implements Body {

    private final HttpServletRequest request;
    private final Memory.Room room;
    private final int atMost;

    HttpBody(HttpServletRequest request, Memory.Room room, int atMost) {
        this.request = request;
        this.room = room;
        this.atMost = atMost;
    }

    @Override
    public String contentType() {
        return request.getContentType();
    }

    @Override
    public String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public Content resource() throws IOException, FhirRejection {
        return switch (MediaKind.ofHeader(contentType())) {
            case JSON -> compact(bytes());
            case XML -> Content.of(HapiForms.jsonOf(xml()));
            default -> throw FhirRejection.unsupportedType(
                    "resources are taken as application/fhir+json or application/fhir+xml in UTF-8");
        };
    }

    @Override
    public byte[] bytes() throws IOException, FhirRejection {
        return BodyReader.read(request, atMost, room);
    }

    private byte[] xml() throws IOException, FhirRejection {
        byte[] xml = BodyReader.read(request, Math.min(atMost, HapiForms.LARGEST), room);
        room.reserve((long) HapiForms.COST * xml.length);
        return xml;
    }

    /** Without byte order mark and white space: neither is kept, sent out again or read twice. */
    private static Content compact(byte[] json) {
        boolean marked = json.length >= 3 && json[0] == (byte) 0xef && json[1] == (byte) 0xbb && json[2] == (byte) 0xbf;
        int start = marked ? 3 : 0;
        return new Content(json, start, CompactJson.inPlace(json, start, json.length - start));
    }
}
