package org.cloudfilm.viewer.share;

import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the other side sends ("SMART Health Link Manifest Request"). What else is in it is ignored.
 *
 * @param recipient    as it calls itself
 * @param passcode     absent when it sends none
 * @param embeddedMost how long an embedded file may be
 */
record ManifestRequest(String recipient, Optional<String> passcode, long embeddedMost) {

    static final int LONGEST_RECIPIENT = 200;
    static final int LONGEST_PASSCODE = 200;

    /** What is wrong with a request, to be shown to whoever sent it. */
    static final class Malformed extends Exception {

        Malformed(String detail) {
            super(detail, null, false, false);
        }
    }

    static ManifestRequest parse(byte[] body) throws Malformed {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new Malformed("the request is not JSON");
        }
        if (json == null || !json.isObject()) {
            throw new Malformed("the request must be a JSON object");
        }
        return new ManifestRequest(recipient(json.get("recipient")), passcode(json.get("passcode")), most(json.get("embeddedLengthMax")));
    }

    private static String recipient(JsonNode value) throws Malformed {
        String name = value != null && value.isString() ? printable(value.asString()) : "";
        if (name.isEmpty() || name.length() > LONGEST_RECIPIENT) {
            throw new Malformed("recipient must say who asks, in 1 to " + LONGEST_RECIPIENT + " characters");
        }
        return name;
    }

    private static Optional<String> passcode(JsonNode value) throws Malformed {
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().length() > LONGEST_PASSCODE) {
            throw new Malformed("passcode must be a string of at most " + LONGEST_PASSCODE + " characters");
        }
        return Optional.of(value.asString());
    }

    /** However large: it is a bound. */
    private static long most(JsonNode value) throws Malformed {
        if (value == null || value.isNull()) {
            return Long.MAX_VALUE;
        }
        if (!value.isIntegralNumber() || value.bigIntegerValue().signum() < 0) {
            throw new Malformed("embeddedLengthMax must be a whole number, not negative");
        }
        return value.bigIntegerValue().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** As it will be shown to the patient: no control characters, nothing that turns the writing around. */
    private static String printable(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.SURROGATE)
                .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    @Override
    public String toString() {
        return "ManifestRequest[***]";
    }
}
