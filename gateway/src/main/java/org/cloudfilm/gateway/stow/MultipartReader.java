package org.cloudfilm.gateway.stow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes a multipart body apart (RFC 2046 section 5.1), part after part, in one fixed buffer. */
final class MultipartReader {

    /**
     * One part. Its body must be read before the next part is asked for; what is left of it is skipped.
     *
     * @param headers field values by lower case names
     */
    record Part(Map<String, String> headers, InputStream body) {}

    private static final int BUFFER = 64 << 10;
    private static final int MAX_HEADERS = 16 << 10;

    /** The line end last read stays in the buffer, as it may have to be returned. */
    private static final int LINE_END = 2;

    private static final int MAX_PREAMBLE = 64 << 10;

    private final InputStream in;
    private final DelimiterSearch delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean ended;
    private boolean started;

    /** {@code boundary} is the parameter of the Content-Type, much shorter than the buffer. */
    MultipartReader(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = new DelimiterSearch(("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1));
        // the first delimiter may be the very start of the body, without a line before it
        buffer[0] = '\r';
        buffer[1] = '\n';
        limit = LINE_END;
    }

    /** The next part, or empty after the closing delimiter. */
    Optional<Part> next() throws IOException, MalformedBodyException {
        skipToDelimiter();
        position += delimiter.length();
        if (readByte() == '-' && peekByte() == '-') {
            return Optional.empty();
        }
        position--;
        skipLine();
        return Optional.of(new Part(readHeaders(), new Body()));
    }

    /** Whether the part just read was followed by a delimiter, as opposed to the end of the whole body. */
    boolean bodyComplete() {
        return !ended || limit - position >= delimiter.length();
    }

    private void skipToDelimiter() throws IOException, MalformedBodyException {
        long skipped = 0;
        int ready;
        while ((ready = content()) > 0) {
            position += ready;
            skipped += ready;
            if (!started && skipped > MAX_PREAMBLE) {
                throw new MalformedBodyException("no boundary delimiter at the start of the body");
            }
        }
        if (ready < 0) {
            throw new MalformedBodyException("body ends without its closing delimiter");
        }
        started = true;
    }

    /** Bytes ready before the next delimiter: 0 when it is next, -1 when the body has ended without one. */
    private int content() throws IOException {
        while (true) {
            int found = delimiter.find(buffer, position, limit);
            if (found >= 0) {
                return found - position;
            }
            // what is shorter than a delimiter may be the beginning of one
            int safe = limit - position - (delimiter.length() - 1);
            if (safe > 0) {
                return safe;
            }
            if (!fill()) {
                return -1;
            }
        }
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int drop = position - LINE_END;
        if (drop > 0) {
            System.arraycopy(buffer, drop, buffer, 0, limit - drop);
            limit -= drop;
            position -= drop;
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }

    private int readByte() throws IOException, MalformedBodyException {
        int value = peekByte();
        position++;
        return value;
    }

    private int peekByte() throws IOException, MalformedBodyException {
        while (position == limit) {
            if (!fill()) {
                throw new MalformedBodyException("body ends within a delimiter or header");
            }
        }
        return buffer[position] & 0xFF;
    }

    /** White space may pad a delimiter line (RFC 2046 section 5.1.1), nothing else. */
    private void skipLine() throws IOException, MalformedBodyException {
        if (!readLine(MAX_HEADERS).isBlank()) {
            throw new MalformedBodyException("text after a boundary delimiter");
        }
    }

    private String readLine(int most) throws IOException, MalformedBodyException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        int value;
        while ((value = readByte()) != '\n') {
            if (line.size() == most) {
                throw new MalformedBodyException("header of a part is too long");
            }
            line.write(value);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private Map<String, String> readHeaders() throws IOException, MalformedBodyException {
        Map<String, String> headers = new HashMap<>();
        int room = MAX_HEADERS;
        String line;
        while (!(line = readLine(room)).isBlank()) {
            room -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new MalformedBodyException("header of a part has no name");
            }
            headers.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        returnLineEndOfEmptyPart();
        return headers;
    }

    /** Of a part without a body, the line end after the headers is already the delimiter's. */
    private void returnLineEndOfEmptyPart() throws IOException {
        position -= LINE_END;
        while (limit - position < delimiter.length() && fill()) {
            // reads on until a delimiter fits
        }
        if (delimiter.find(buffer, position, Math.min(limit, position + delimiter.length())) != position) {
            position += LINE_END;
        }
    }

    private final class Body extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int ready = content();
            if (ready <= 0) {
                return -1;
            }
            int count = Math.min(ready, length);
            System.arraycopy(buffer, position, bytes, offset, count);
            position += count;
            return count;
        }
    }
}
