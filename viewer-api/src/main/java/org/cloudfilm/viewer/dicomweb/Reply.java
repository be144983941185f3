package org.cloudfilm.viewer.dicomweb;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.cloudfilm.storage.film.ByteSource;

/** Sends bodies: a single one, by the kernel where the bytes lie in one file, or many parts, streamed. */
final class Reply {

    private static final int BUFFER = 128 << 10;

    /** Below this, opening a file a second time costs more than copying its bytes. */
    private static final long SENDFILE_FROM = 16 << 10;

    private Reply() {}

    /**
     * Sets what all immutable answers have and answers 304 when the client has this already.
     *
     * @param tag opaque, without quotes
     * @return whether the answer is complete
     */
    static boolean notModified(Exchange exchange, String tag) {
        HttpServletResponse response = exchange.response();
        String etag = '"' + tag + '"';
        response.setHeader("ETag", etag);
        // shared workstations: a browser may keep it, but must ask again whether this person may see it
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("Vary", "Accept, Accept-Encoding, Authorization, Cookie");
        String known = exchange.request().getHeader("If-None-Match");
        if (known != null && (known.strip().equals("*") || known.contains(etag))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return true;
        }
        return false;
    }

    /** One stored range as the whole body; answers a byte range when the client asks for one. */
    static void single(Exchange exchange, String contentType, ByteSource source) throws IOException {
        HttpServletResponse response = exchange.response();
        response.setContentType(contentType);
        response.setHeader("Accept-Ranges", "bytes");
        ByteRange range = ByteRange.of(exchange, source.length());
        if (range.unsatisfiable()) {
            response.setHeader("Content-Range", "bytes */" + source.length());
            response.setStatus(HttpServletResponse.SC_REQUESTED_RANGE_NOT_SATISFIABLE);
            return;
        }
        if (range.partial()) {
            response.setHeader("Content-Range", range.contentRange(source.length()));
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        }
        body(exchange, source, range.start(), range.end());
    }

    /** One stored range that already is a multipart body. */
    static void multipart(Exchange exchange, Offer offer, String boundary, ByteSource body) throws IOException {
        exchange.response().setContentType(offer.contentType(boundary));
        body(exchange, body, 0, body.length());
    }

    /** A body that is made, not stored in one piece. */
    static void single(Exchange exchange, String contentType, Part part) throws IOException {
        exchange.response().setContentType(contentType);
        if (part.length() != Part.UNKNOWN) {
            exchange.response().setContentLengthLong(part.length());
        }
        if (!exchange.headOnly()) {
            part.bytes().writeTo(exchange.response().getOutputStream());
        }
    }

    /** Assembles {@code multipart/related} (RFC 2387). Parts are asked for their bytes one after the other. */
    static void multipart(Exchange exchange, Offer offer, List<Part> parts, List<String> partTypes)
            throws IOException {
        String boundary = boundary();
        byte[] end = ascii("\r\n--" + boundary + "--\r\n");
        byte[][] heads = new byte[parts.size()][];
        long length = end.length;
        boolean known = parts.stream().noneMatch(part -> part.length() == Part.UNKNOWN);
        for (int i = 0; i < parts.size(); i++) {
            heads[i] = ascii((i == 0 ? "--" : "\r\n--") + boundary + "\r\nContent-Type: " + partTypes.get(i) + "\r\n\r\n");
            length += heads[i].length + parts.get(i).length();
        }
        exchange.response().setContentType(offer.contentType(boundary));
        if (known) {
            exchange.response().setContentLengthLong(length);
        }
        if (exchange.headOnly()) {
            return;
        }
        OutputStream out = exchange.response().getOutputStream();
        for (int i = 0; i < heads.length; i++) {
            out.write(heads[i]);
            parts.get(i).bytes().writeTo(out);
        }
        out.write(end);
    }

    static Part part(ByteSource source) {
        return new Part(source.length(), out -> copy(source, 0, source.length(), out));
    }

    private static void body(Exchange exchange, ByteSource source, long start, long end) throws IOException {
        exchange.response().setContentLengthLong(end - start);
        if (exchange.headOnly() || start == end) {
            return;
        }
        if (end - start < SENDFILE_FROM || !sendfile(exchange.request(), source, start, end)) {
            copy(source, start, end, exchange.response().getOutputStream());
        }
    }

    /** Leaves the sending to Tomcat, which does it after the request has been handled. */
    private static boolean sendfile(HttpServletRequest request, ByteSource source, long start, long end) {
        if (!Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
            return false;
        }
        ByteSource.FileRange file = source.file().orElse(null);
        if (file == null) {
            return false;
        }
        request.setAttribute("org.apache.tomcat.sendfile.filename", file.path().toString());
        request.setAttribute("org.apache.tomcat.sendfile.start", file.start() + start);
        request.setAttribute("org.apache.tomcat.sendfile.end", file.start() + end);
        return true;
    }

    private static void copy(ByteSource source, long start, long end, OutputStream out) throws IOException {
        long left = end - start;
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(left, 1))];
        try (var in = source.open()) {
            in.skipNBytes(start);
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new IOException("stored bytes end early");
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
    }

    private static String boundary() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "film-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
