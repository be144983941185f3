package org.cloudfilm.standalone.simulators;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads requests and answers them, with the faults that were asked for. */
final class Door {

    private static final int MOST_BYTES = 1 << 20;

    private final Faults faults;

    Door(Faults faults) {
        this.faults = faults;
    }

    /** @throws Refused when it is too long */
    static byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new Refused(413, "the request is too long");
            }
            return body;
        }
    }

    static void answer(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.close();
    }

    /**
     * @param act   what the call does; refusals are part of its answers
     * @param failed what is answered instead when the call shall fail
     */
    void answer(HttpExchange exchange, String target, String call, Supplier<Reply> act, Reply failed)
            throws IOException {
        Optional<Fault> fault = faults.take(target, call);
        if (fault.isEmpty()) {
            answer(exchange, act.get());
            return;
        }
        switch (fault.get().kind()) {
            case SLOW -> {
                Reply reply = act.get();
                pause(fault.get().millis());
                answer(exchange, reply);
            }
            case FAIL -> answer(exchange, failed);
            case LOSE -> {
                act.get();
                exchange.close();
            }
            case TWICE -> {
                Reply first = act.get();
                act.get();
                answer(exchange, first);
            }
            case DOWN -> exchange.close();
            case FORGE -> answer(exchange, act.get());
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
