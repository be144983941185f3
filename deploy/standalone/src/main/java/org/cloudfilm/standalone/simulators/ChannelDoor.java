package org.cloudfilm.standalone.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** What a merchant calls under {@code /channel/}, with its key as bearer token. */
final class ChannelDoor implements HttpHandler {

    static final String ROOT = "/channel/";

    private final ChannelDesk desk;
    private final Door door;
    private final String merchantKey;

    ChannelDoor(ChannelDesk desk, Door door, String merchantKey) {
        this.desk = desk;
        this.door = door;
        this.merchantKey = merchantKey;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            requireMerchant(exchange);
            byte[] body = Door.body(exchange);
            Call call = find(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
            door.answer(exchange, "channel", call.name, () -> answer(call), error(503, "SYSTEM_ERROR"));
        } catch (Refused e) {
            Door.answer(exchange, error(e.status(), e.getMessage()));
        }
    }

    private record Call(String name, Supplier<Reply> act) {}

    private Call find(String method, String path, byte[] body) {
        String[] steps = path.substring(ROOT.length()).split("/");
        String what = method + " " + steps[0] + (steps.length == 3 ? "/*/" + steps[2] : steps.length == 2 ? "/*" : "");
        return switch (what) {
            case "POST payments" -> new Call("prepay", () -> Reply.json(200, desk.prepay(Json.parse(body))));
            case "GET payments/*" -> new Call("ask", () -> Reply.json(200, desk.ask(steps[1])));
            case "POST payments/*/close" -> new Call("close", () -> Reply.json(200, desk.close(steps[1])));
            case "POST refunds" -> new Call("refund", () -> Reply.json(200, desk.refund(Json.parse(body))));
            case "GET refunds/*" -> new Call("ask-refund", () -> Reply.json(200, desk.askRefund(steps[1])));
            case "GET bills/*" -> new Call("bill", () -> Reply.text(200, desk.bill(day(steps[1]))));
            default -> throw new Refused(404, "NO_SUCH_CALL");
        };
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Refused("PARAM_ERROR");
        }
    }

    private static Reply answer(Call call) {
        try {
            return call.act.get();
        } catch (Refused e) {
            return error(e.status(), e.getMessage());
        }
    }

    private static Reply error(int status, String code) {
        ObjectNode body = Json.object().put("code", code);
        return Reply.json(status, body);
    }

    private void requireMerchant(HttpExchange exchange) {
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
        boolean known = MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), ("Bearer " + merchantKey).getBytes(StandardCharsets.UTF_8));
        if (!known) {
            throw new Refused(401, "SIGN_ERROR");
        }
    }
}
