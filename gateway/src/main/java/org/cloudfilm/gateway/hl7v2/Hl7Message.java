package org.cloudfilm.gateway.hl7v2;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as a flat list of segments in the order sent. Which groups they form is left to whoever reads them:
 * hospitals leave out and rearrange segments in ways no message structure foresees.
 *
 * <p>Not HAPI's parser, which was measured for it: half a million components in one field keep it busy for minutes, a
 * million fields take 260 MB, hexadecimal escapes stay as they are, and its generic messages give no more than this.
 */
public final class Hl7Message {

    private static final int MOST_SEGMENTS = 50_000;

    private final Delimiters delimiters;
    private final List<Segment> segments;

    private Hl7Message(Delimiters delimiters, List<Segment> segments) {
        this.delimiters = delimiters;
        this.segments = segments;
    }

    /**
     * @param text    decoded; segments end with CR. LF and CRLF are taken too. A line that is no segment belongs to the
     *                segment before it: report texts come with raw line breaks
     * @param charset the text came in
     * @throws UnusableMessageException when it does not start with a proper MSH
     */
    public static Hl7Message parse(String text, Charset charset) {
        List<String> lines = lines(text);
        if (lines.isEmpty() || !lines.getFirst().startsWith("MSH") || lines.getFirst().length() < 5) {
            throw new UnusableMessageException(
                    ErrorCode.SEGMENT_SEQUENCE, Location.NOWHERE, "the message does not start with an MSH segment");
        }
        Delimiters delimiters = Delimiters.of(lines.getFirst());
        List<StringBuilder> joined = new ArrayList<>();
        for (String line : lines) {
            if (joined.isEmpty() || isSegment(line, delimiters)) {
                joined.add(new StringBuilder(line));
            } else {
                joined.getLast().append('\n').append(line);
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        List<Segment> segments = new ArrayList<>(joined.size());
        for (StringBuilder raw : joined) {
            String name = raw.substring(0, 3);
            segments.add(new Segment(name, counts.merge(name, 1, Integer::sum), raw.toString(), delimiters, charset));
        }
        return new Hl7Message(delimiters, segments);
    }

    private static List<String> lines(String text) {
        char end = text.indexOf('\r') < 0 ? '\n' : '\r';
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int next = text.indexOf(end, start);
            String line = text.substring(start, next < 0 ? text.length() : next);
            line = line.startsWith("\n") ? line.substring(1) : line;
            if (!line.isBlank()) {
                lines.add(lines.isEmpty() ? line.stripLeading().replace("\uFEFF", "") : line);
            }
            if (lines.size() > MOST_SEGMENTS) {
                throw new UnusableMessageException(
                        ErrorCode.SEGMENT_SEQUENCE, Location.NOWHERE, "the message has too many segments");
            }
            start = next < 0 ? text.length() : next + 1;
        }
        return lines;
    }

    private static boolean isSegment(String line, Delimiters delimiters) {
        return line.length() >= 3
                && isUpper(line.charAt(0))
                && isUpperOrDigit(line.charAt(1))
                && isUpperOrDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == delimiters.field());
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isUpperOrDigit(char c) {
        return isUpper(c) || c >= '0' && c <= '9';
    }

    public List<Segment> segments() {
        return segments;
    }

    public Optional<Segment> first(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    public List<Segment> all(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).toList();
    }

    /** @throws UnusableMessageException when there is none */
    public Segment require(String name) {
        return first(name).orElseThrow(() -> new UnusableMessageException(
                ErrorCode.SEGMENT_SEQUENCE, new Location(name, 1, 0, 0), "the segment is missing"));
    }

    public Header header() {
        return new Header(segments.getFirst(), delimiters);
    }
}
