package org.cloudfilm.standalone.simulators;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The insurance's one address: a message with its call number in, an answer out. Messages carry the headers of the
 * platform in front of it: {@code x-tif-signature} is SHA-256 of time, secret, nonce and time again, in hex.
 */
final class InsuranceDoor implements HttpHandler {

    private static final long FRESH_SECONDS = 300;

    private final InsuranceDesk desk;
    private final Door door;
    private final String secret;
    private final InstantSource clock;

    InsuranceDoor(InsuranceDesk desk, Door door, String secret, InstantSource clock) {
        this.desk = desk;
        this.door = door;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            requireSignature(exchange.getRequestHeaders());
            ObjectNode message = Json.parse(Door.body(exchange));
            String infno = Json.text(message, "infno");
            door.answer(exchange, "insurance", infno, () -> answer(message), failed(message, "E0001 系统繁忙"));
        } catch (Refused e) {
            Door.answer(exchange, failed(Json.object(), e.getMessage()));
        }
    }

    private Reply answer(ObjectNode message) {
        try {
            String msgid = Json.text(message, "msgid");
            if (!msgid.matches("[A-Za-z0-9-]{1,30}")) {
                throw new Refused("E1003 报文ID不合规");
            }
            ObjectNode output = desk.call(Json.text(message, "infno"), msgid, Json.object(message, "input"));
            return Reply.json(200, envelope(message, "0", "").set("output", output));
        } catch (Refused e) {
            return failed(message, e.getMessage());
        }
    }

    private Reply failed(ObjectNode message, String why) {
        return Reply.json(200, envelope(message, "-1", why));
    }

    private ObjectNode envelope(ObjectNode message, String infcode, String error) {
        return Json.object()
                .put("infcode", infcode)
                .put("inf_refmsgid", Json.text(message, "msgid", ""))
                .put("refmsg_time", InsuranceDesk.TIME.format(clock.instant()))
                .put("respond_time", InsuranceDesk.TIME.format(clock.instant()))
                .put("err_msg", error);
    }

    private void requireSignature(Headers headers) {
        String time = header(headers, "x-tif-timestamp");
        if (!time.matches("\\d{9,11}") || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(time)) > FRESH_SECONDS) {
            throw new Refused("E0002 时间戳无效");
        }
        byte[] expected = digest(time + secret + header(headers, "x-tif-nonce") + time);
        if (!MessageDigest.isEqual(expected, header(headers, "x-tif-signature").getBytes(StandardCharsets.US_ASCII))) {
            throw new Refused("E0003 签名无效");
        }
    }

    private static String header(Headers headers, String name) {
        return Optional.ofNullable(headers.getFirst(name)).orElse("");
    }

    private static byte[] digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
