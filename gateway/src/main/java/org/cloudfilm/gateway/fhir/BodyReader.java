package org.cloudfilm.gateway.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads request bodies within bounds. */
final class BodyReader {

    /** What is made of a body as it is read, checked and written, in its own length. */
    private static final int COST = 4;
    private static final int PIECE = 64 << 10;

    private BodyReader() {}

    static byte[] read(HttpServletRequest request, int atMost, Memory.Room room) throws IOException, FhirRejection {
        String encoding = request.getHeader("Content-Encoding");
        boolean zipped = encoding != null && encoding.strip().equalsIgnoreCase("gzip");
        if (encoding != null && !zipped && !encoding.strip().equalsIgnoreCase("identity")) {
            throw FhirRejection.unsupportedType("of content encodings only gzip is taken");
        }
        long announced = request.getContentLengthLong();
        if (announced > atMost) {
            throw tooLarge(atMost);
        }
        try {
            if (!zipped && announced >= 0) {
                room.reserve(COST * announced);
                byte[] body = request.getInputStream().readNBytes((int) announced);
                if (body.length < announced) {
                    throw new EOFException("the body ended early");
                }
                return body;
            }
            return growing(zipped ? new GZIPInputStream(request.getInputStream()) : request.getInputStream(), atMost, room);
        } catch (ZipException e) {
            throw FhirRejection.badRequest("", "the body is not gzip as its header says");
        }
    }

    private static byte[] growing(InputStream in, int atMost, Memory.Room room) throws IOException, FhirRejection {
        ByteArrayOutputStream body = new ByteArrayOutputStream(PIECE);
        byte[] piece = new byte[PIECE];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            if (body.size() + n > atMost) {
                throw tooLarge(atMost);
            }
            room.reserve(COST * (long) (body.size() + n));
            body.write(piece, 0, n);
        }
        return body.toByteArray();
    }

    private static FhirRejection tooLarge(int atMost) {
        return FhirRejection.tooLarge("a body of at most " + atMost + " bytes is taken here");
    }
}
