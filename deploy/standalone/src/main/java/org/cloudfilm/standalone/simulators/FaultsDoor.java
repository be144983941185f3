package org.cloudfilm.standalone.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /faults} asks for one, {@code GET} lists those that wait, {@code DELETE} forgets them. For this machine
 * alone.
 */
final class FaultsDoor implements HttpHandler {

    private final Faults faults;

    FaultsDoor(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
            Door.answer(exchange, Reply.text(404, ""));
            return;
        }
        try {
            switch (exchange.getRequestMethod()) {
                case "POST" -> {
                    Fault fault = Fault.of(Json.parse(Door.body(exchange)));
                    faults.add(fault);
                    Door.answer(exchange, Reply.json(201, fault.toJson()));
                }
                case "GET" -> {
                    ObjectNode all = Json.object();
                    ArrayNode list = all.putArray("faults");
                    faults.all().forEach(fault -> list.add(fault.toJson()));
                    Door.answer(exchange, Reply.json(200, all));
                }
                case "DELETE" -> {
                    faults.clear();
                    Door.answer(exchange, Reply.text(204, ""));
                }
                default -> Door.answer(exchange, Reply.text(405, ""));
            }
        } catch (Refused e) {
            Door.answer(exchange, Reply.json(e.status(), Json.object().put("code", e.getMessage())));
        }
    }
}
