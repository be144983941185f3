package org.cloudfilm.viewer.dicomweb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes {@code multipart/related} apart, as strictly as RFC 2046 is. */
record Multipart(List<Piece> pieces) {

    record Piece(String headers, byte[] body) {}

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

    static Multipart parse(String contentType, byte[] body) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/related;") || !matcher.find()) {
            throw new AssertionError("no multipart: " + contentType);
        }
        String delimiter = "--" + matcher.group(1);
        // one character for each byte
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int at = text.startsWith("\r\n") ? 2 : 0;
        List<Piece> pieces = new ArrayList<>();
        while (!text.startsWith(delimiter + "--", at)) {
            if (!text.startsWith(delimiter + "\r\n", at)) {
                throw new AssertionError("a delimiter is missing at byte " + at);
            }
            int headers = at + delimiter.length() + 2;
            int start = text.indexOf("\r\n\r\n", headers) + 4;
            int end = text.indexOf("\r\n" + delimiter, start);
            pieces.add(new Piece(text.substring(headers, start - 4), Arrays.copyOfRange(body, start, end)));
            at = end + 2;
        }
        return new Multipart(pieces);
    }
}
