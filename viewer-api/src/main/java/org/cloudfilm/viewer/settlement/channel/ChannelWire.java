package org.cloudfilm.viewer.settlement.channel;

import java.net.http.HttpRequest;
import java.util.Optional;
import org.cloudfilm.viewer.settlement.remote.RemoteCalls;
import org.cloudfilm.viewer.settlement.remote.RemoteCalls.Heard;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls of the channel, each sent once. */
final class ChannelWire {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final ChannelSettings settings;
    private final RemoteCalls calls;

    ChannelWire(ChannelSettings settings, RemoteCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** What the channel answered. */
    sealed interface Answer {

        record Done(JsonNode body) implements Answer {}

        /** It turned the call down, and nothing happened. @param code its own */
        record Refused(int status, String code) implements Answer {}

        /** No answer, or that of something in trouble. */
        record Lost() implements Answer {}
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** @param number of the payment or refund, which is also the idempotency key */
    Answer post(String path, String number, JsonNode body) {
        return read(calls.send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", number)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build()));
    }

    Answer get(String path) {
        return read(calls.send(request(path).GET().build()));
    }

    /** Empty unless it came. */
    Optional<byte[]> download(String path) {
        return calls.send(request(path).GET().build()).filter(heard -> heard.status() == 200).map(Heard::body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.url().resolve("/channel/" + path))
                .header("Authorization", "Bearer " + settings.merchantKey());
    }

    private static Answer read(Optional<Heard> heard) {
        if (heard.isEmpty() || heard.get().status() >= 500) {
            return new Answer.Lost();
        }
        try {
            JsonNode body = JSON.readTree(heard.get().body());
            int status = heard.get().status();
            if (status / 100 == 2) {
                return new Answer.Done(body);
            }
            String code = body.path("code").asString("");
            return code.matches("[A-Z_]{3,40}") ? new Answer.Refused(status, code) : new Answer.Lost();
        } catch (JacksonException e) {
            return new Answer.Lost();
        }
    }
}
