package org.cloudfilm.gateway.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads request bodies within bounds: each one's, and those of all at once. */
final class BodyReader {

    private static final long PATIENCE_SECONDS = 10;
    private static final int UNIT = 64 << 10;

    private final Semaphore units;

    BodyReader(long inFlightBytes) {
        this.units = new Semaphore(Math.toIntExact(inFlightBytes / UNIT));
    }

    /** Room for one body; to be given back when its request has been answered. */
    final class Room implements AutoCloseable {

        private int taken;

        private void grow(long bytes) throws FhirRejection {
            int needed = (int) (bytes / UNIT) - taken;
            try {
                if (needed > 0 && !units.tryAcquire(needed, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw FhirRejection.of(503, "throttled", "", "too much is being taken in just now, try again");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FhirRejection.of(503, "transient", "", "the server is stopping");
            }
            taken += Math.max(needed, 0);
        }

        @Override
        public void close() {
            units.release(taken);
        }
    }

    Room room() {
        return new Room();
    }

    /** Small bodies take no room. */
    byte[] read(HttpServletRequest request, int atMost, Room room) throws IOException, FhirRejection {
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
                room.grow(announced);
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

    private static byte[] growing(InputStream in, int atMost, Room room) throws IOException, FhirRejection {
        ByteArrayOutputStream body = new ByteArrayOutputStream(UNIT);
        byte[] piece = new byte[UNIT];
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            if (body.size() + n > atMost) {
                throw tooLarge(atMost);
            }
            room.grow(body.size() + n);
            body.write(piece, 0, n);
        }
        return body.toByteArray();
    }

    private static FhirRejection tooLarge(int atMost) {
        return FhirRejection.tooLarge("a body of at most " + atMost + " bytes is taken here");
    }
}
