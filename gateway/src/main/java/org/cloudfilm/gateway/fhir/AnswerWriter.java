package org.cloudfilm.gateway.fhir;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.cloudfilm.gateway.fhir.Answer.Payload;
import org.cloudfilm.gateway.fhir.Wishes.Format;
import org.cloudfilm.storage.record.StoredRecord;

/** Writes an answer as an HTTP response, in the format and extent asked for. */
final class AnswerWriter {

    /** What indenting takes, in the length of what is indented. */
    static final int COST_OF_PRETTY = 5;

    private static final int BUFFER = 64 << 10;
    private static final long MOST_MADE = 16 << 20;

    private final ContentWriter contents;
    private final Subset subset;
    private final BundleWriter bundles;
    private final RawBinary binaries;

    AnswerWriter(ContentWriter contents) {
        this.contents = contents;
        this.subset = new Subset(contents);
        this.bundles = new BundleWriter(contents, subset);
        this.binaries = new RawBinary(contents);
    }

    /**
     * The answer, if it can be given as asked: what is not sent as it is stored is taken apart, and lies in memory as
     * objects, many times its size.
     *
     * @throws FhirRejection 406 when it is too large for that; what was written is written, and is answered without it
     */
    Answer bounded(Answer answer, Wishes wishes) throws FhirRejection {
        boolean streamed = switch (answer.payload()) {
            case Payload.Resource _ -> asStored(wishes);
            case Payload.Bundle _ -> wishes.format() == Format.JSON && !wishes.pretty();
            default -> true;
        };
        if (streamed || size(answer.payload()) <= MOST_MADE) {
            return answer;
        }
        if (answer.location() != null) {
            return answer.with(Answer.NOTHING);
        }
        throw FhirRejection.of(406, "too-costly", "_format", "more than " + (MOST_MADE >> 20)
                + " MB are given as plain JSON only: ask for that, or for fewer with _count");
    }

    /** Into an HTTP response. */
    void write(Answer answer, Wishes wishes, Supplier<String> base, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        if (answer.version() > 0) {
            response.setHeader("ETag", Versions.tag(answer.version()));
        }
        if (answer.lastModified() != null) {
            response.setHeader("Last-Modified", HttpDate.of(answer.lastModified()));
        }
        if (answer.location() != null) {
            response.setHeader("Location", base.get() + "/" + answer.location());
        }
        switch (answer.payload()) {
            case Payload.None _ -> {}
            case Payload.Raw(StoredRecord record) -> binaries.write(record, response);
            case Payload.Plain(String contentType, byte[] bytes) -> whole(response, contentType, bytes);
            case Payload.Resource(StoredRecord record) when asStored(wishes) -> {
                response.setContentType(Format.JSON.contentType());
                response.setContentLengthLong(ContentWriter.length(record));
                contents.write(record, response.getOutputStream());
            }
            case Payload.Bundle(BundleAnswer bundle) when wishes.format() == Format.JSON && !wishes.pretty() -> {
                response.setContentType(Format.JSON.contentType());
                response.setBufferSize(BUFFER);
                bundles.write(bundle, wishes, response.getOutputStream());
            }
            default -> made(answer.payload(), wishes, response);
        }
    }

    /** As one buffer of JSON: for what must be seen whole. */
    byte[] json(Payload payload, Wishes wishes) throws IOException {
        return switch (payload) {
            case Payload.Json(byte[] bytes) -> bytes;
            case Payload.Resource(StoredRecord record) when wishes.whole() || !Subset.fits(record) -> buffer(out -> contents.write(record, out));
            case Payload.Resource(StoredRecord record) -> subset.of(record, wishes);
            case Payload.Raw(StoredRecord record) -> buffer(out -> contents.write(record, out));
            case Payload.Bundle(BundleAnswer bundle) -> buffer(out -> bundles.write(bundle, wishes, out));
            case Payload.Plain(var _, byte[] bytes) -> bytes;
            case Payload.None _ -> new byte[0];
        };
    }

    private void made(Payload payload, Wishes wishes, HttpServletResponse response) throws IOException {
        byte[] json = json(payload, wishes);
        if (wishes.format() == Format.XML) {
            whole(response, Format.XML.contentType(), HapiForms.xmlOf(json, wishes.pretty()));
        } else {
            whole(response, Format.JSON.contentType(), wishes.pretty() ? IndentedJson.of(json) : json);
        }
    }

    private static long size(Payload payload) {
        return switch (payload) {
            case Payload.Resource(StoredRecord record) -> ContentWriter.length(record);
            case Payload.Raw(StoredRecord record) -> ContentWriter.length(record);
            case Payload.Json(byte[] bytes) -> bytes.length;
            case Payload.Plain(var _, byte[] bytes) -> bytes.length;
            case Payload.Bundle(BundleAnswer bundle) ->
                bundle.entries().stream().mapToLong(entry -> size(entry.resource())).sum();
            case Payload.None _ -> 0;
        };
    }

    private static boolean asStored(Wishes wishes) {
        return wishes.format() == Format.JSON && wishes.whole() && !wishes.pretty();
    }

    private static void whole(HttpServletResponse response, String contentType, byte[] body) throws IOException {
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] buffer(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 << 10);
        writing.to(bytes);
        return bytes.toByteArray();
    }
}
