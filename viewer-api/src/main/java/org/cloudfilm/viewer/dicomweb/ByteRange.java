package org.cloudfilm.viewer.dicomweb;

/**
 * The part of a body that a Range header asks for (RFC 9110 section 14). Several ranges in one request are answered
 * with the whole, as the standard allows.
 *
 * @param end exclusive
 */
record ByteRange(long start, long end, boolean partial, boolean unsatisfiable) {

    static ByteRange of(Exchange exchange, long length) {
        ByteRange whole = new ByteRange(0, length, false, false);
        String header = exchange.request().getHeader("Range");
        // only GET knows ranges (RFC 9110 section 14.2)
        if (header == null || exchange.headOnly() || !header.startsWith("bytes=") || header.indexOf(',') >= 0 || changed(exchange)) {
            return whole;
        }
        int dash = header.indexOf('-', 6);
        if (dash < 0) {
            return whole;
        }
        try {
            String first = header.substring(6, dash).strip();
            String last = header.substring(dash + 1).strip();
            return first.isEmpty() ? suffix(Long.parseLong(last), length) : range(first, last, length, whole);
        } catch (NumberFormatException e) {
            return whole;
        }
    }

    String contentRange(long length) {
        return "bytes " + start + "-" + (end - 1) + "/" + length;
    }

    private static ByteRange suffix(long last, long length) {
        return last <= 0 || length == 0
                ? new ByteRange(0, 0, false, true)
                : new ByteRange(Math.max(0, length - last), length, true, false);
    }

    private static ByteRange range(String first, String last, long length, ByteRange whole) {
        long start = Long.parseLong(first);
        long end = last.isEmpty() ? length : Math.min(length - 1, Long.parseLong(last)) + 1;
        if (start >= length) {
            return new ByteRange(0, 0, false, true);
        }
        return start < 0 || end <= start ? whole : new ByteRange(start, end, true, false);
    }

    private static boolean changed(Exchange exchange) {
        String condition = exchange.request().getHeader("If-Range");
        return condition != null && !condition.equals(exchange.response().getHeader("ETag"));
    }
}
