package org.cloudfilm.standalone.simulators;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** An answer of HTTP. */
record Reply(int status, String type, byte[] body) {

    static Reply json(int status, JsonNode node) {
        return new Reply(status, "application/json", Json.bytes(node));
    }

    static Reply html(int status, String page) {
        return new Reply(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
