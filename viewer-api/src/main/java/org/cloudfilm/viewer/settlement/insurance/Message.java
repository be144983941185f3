package org.cloudfilm.viewer.settlement.insurance;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloudfilm.viewer.settlement.remote.RemoteCalls.Heard;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The insurance's answer to one message. */
sealed interface Message {

    JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** Carried out (infcode 0). */
    record Output(JsonNode output) implements Message {}

    /** @param code at the beginning of err_msg, or {@code refused}; its words may speak of a person and go nowhere */
    record Refused(String code) implements Message {}

    /** No answer, or none that is one. */
    record Lost() implements Message {}

    Pattern CODE = Pattern.compile("([A-Z]\\d{4})\\b.*", Pattern.DOTALL);

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    static Message read(Optional<Heard> heard) {
        if (heard.isEmpty() || heard.get().status() != 200) {
            return new Lost();
        }
        try {
            JsonNode answer = JSON.readTree(new String(heard.get().body(), StandardCharsets.UTF_8));
            return switch (answer.path("infcode").asString("").toLowerCase(Locale.ROOT)) {
                case "0" -> new Output(answer.path("output"));
                case "-1" -> new Refused(code(answer.path("err_msg").asString("")));
                default -> new Lost();
            };
        } catch (JacksonException e) {
            return new Lost();
        }
    }

    private static String code(String words) {
        Matcher code = CODE.matcher(words);
        return code.matches() ? code.group(1) : "refused";
    }
}
