package org.cloudfilm.standalone.simulators;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What shall go wrong.
 *
 * @param target {@code insurance}, {@code channel} or {@code callback}
 * @param call   of the insurance its number; of the channel {@code prepay}, {@code ask}, {@code close}, {@code refund},
 *     {@code ask-refund} or {@code bill}; of callbacks the kind of event, or the
 *     merchant's number of the payment; {@code *} for any
 * @param times  how often; 0 for always
 * @param millis of being slow
 */
record Fault(String target, String call, Kind kind, int times, long millis) {

    private static final Set<String> TARGETS = Set.of("insurance", "channel", "callback");

    enum Kind {
        /** Waits before it answers. */
        SLOW,
        /** Turns the request down without doing anything. */
        FAIL,
        /** Does what is asked and cuts the connection. */
        LOSE,
        /** Does it a second time, as a network that repeats; a callback is sent twice. */
        TWICE,
        /** Cuts the connection without doing anything. */
        DOWN,
        /** Of a callback: signed by somebody else. */
        FORGE
    }

    static Fault of(ObjectNode json) {
        String kind = Json.text(json, "kind").toUpperCase(Locale.ROOT);
        String target = Json.text(json, "target");
        if (!TARGETS.contains(target)) {
            throw new Refused("target must be insurance, channel or callback");
        }
        try {
            return new Fault(
                    target,
                    Json.text(json, "call", "*"),
                    Kind.valueOf(kind),
                    json.path("times").asInt(1),
                    json.path("millis").asLong(3000));
        } catch (IllegalArgumentException e) {
            throw new Refused("kind must be slow, fail, lose, twice, down or forge");
        }
    }

    boolean concerns(String target, String call) {
        return this.target.equals(target) && (this.call.equals("*") || this.call.equals(call));
    }

    ObjectNode toJson() {
        return Json.object()
                .put("target", target)
                .put("call", call)
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("times", times)
                .put("millis", millis);
    }
}
