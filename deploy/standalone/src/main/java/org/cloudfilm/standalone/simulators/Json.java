package org.cloudfilm.standalone.simulators;

import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as both counterparts speak it; amounts never pass through floating point. */
final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final long MOST_FEN = 1_000_000_000_00L;

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** @throws Refused when it is no JSON object */
    static ObjectNode parse(byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new Refused("the request is not JSON");
        }
        throw new Refused("the request is no JSON object");
    }

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** @throws Refused when it is missing or blank */
    static String text(ObjectNode object, String name) {
        String text = object.path(name).asString("").strip();
        if (text.isEmpty() || text.length() > 500) {
            throw new Refused(name + " is missing or too long");
        }
        return text;
    }

    static String text(ObjectNode object, String name, String otherwise) {
        return object.path(name).asString(otherwise).strip();
    }

    static ObjectNode object(ObjectNode parent, String name) {
        if (parent.path(name) instanceof ObjectNode child) {
            return child;
        }
        throw new Refused(name + " is missing");
    }

    /** An amount in yuan, as a number or text, in fen. @throws Refused when it is negative, huge or splits a fen */
    static long yuan(ObjectNode object, String name) {
        JsonNode node = object.path(name);
        try {
            BigDecimal yuan = node.isString() ? new BigDecimal(node.asString().strip()) : node.decimalValue();
            long fen = yuan.movePointRight(2).longValueExact();
            if (fen < 0 || fen > MOST_FEN) {
                throw new Refused(name + " is out of range");
            }
            return fen;
        } catch (ArithmeticException | NumberFormatException | JacksonException e) {
            throw new Refused(name + " is no amount");
        }
    }

    static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }
}
