package org.cloudfilm.standalone.simulators;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The payment channel's books. Payments and refunds have the merchant's numbers, each is taken once: asked for again
 * alike it answers as before, with another amount it is refused. Thread safe.
 */
final class ChannelDesk {

    static final String OPEN = "NOTPAY";
    static final String PAID = "SUCCESS";
    static final String CLOSED = "CLOSED";

    private static final long MOST_FEN = 1_000_000_000L;
    private static final String NUMBER = "[A-Za-z0-9_-]{6,32}";

    private final StateFile state;
    private final InstantSource clock;
    private final Supplier<String> publicUrl;
    private final SecureRandom random = new SecureRandom();

    /** @param publicUrl where the page to pay on is reached */
    ChannelDesk(StateFile state, InstantSource clock, Supplier<String> publicUrl) {
        this.state = state;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    synchronized ObjectNode prepay(ObjectNode request) {
        String number = number(request, "out_trade_no");
        long total = fen(Json.object(request, "amount"), "total");
        Optional<ObjectNode> known = state.find("payment/" + number);
        if (known.isPresent()) {
            if (known.get().path("total").asLong() != total) {
                throw new Refused(409, "OUT_TRADE_NO_USED");
            }
            return prepaid(current(known.get()));
        }
        Instant until = expiry(Json.text(request, "time_expire"));
        byte[] token = new byte[16];
        random.nextBytes(token);
        ObjectNode payment = Json.object()
                .put("out_trade_no", number)
                .put("description", Json.text(request, "description"))
                .put("total", total)
                .put("trade_state", OPEN)
                .put("time_expire", until.toString())
                .put("notify_url", Json.text(request, "notify_url", ""))
                .put("token", HexFormat.of().formatHex(token))
                .put("refunded", 0);
        state.put(Map.of(
                "payment/" + number, payment,
                "page/" + HexFormat.of().formatHex(token), Json.object().put("out_trade_no", number)));
        return prepaid(payment);
    }

    private Instant expiry(String text) {
        try {
            Instant until = Instant.parse(text);
            if (until.isAfter(clock.instant())) {
                return until;
            }
        } catch (DateTimeException e) {
            throw new Refused("time_expire is no moment");
        }
        throw new Refused("time_expire is past");
    }

    private ObjectNode prepaid(ObjectNode payment) {
        if (!payment.path("trade_state").asString().equals(OPEN)) {
            throw new Refused(409, payment.path("trade_state").asString().equals(PAID) ? "ORDERPAID" : "ORDER_CLOSED");
        }
        return Json.object()
                .put("code_url", publicUrl.get() + "/pay/" + payment.path("token").asString())
                .put("time_expire", payment.path("time_expire").asString());
    }

    /** What became of a payment. */
    synchronized ObjectNode ask(String number) {
        ObjectNode payment = current(payment(number));
        ObjectNode answer = Json.object()
                .put("out_trade_no", number)
                .put("trade_state", payment.path("trade_state").asString());
        answer.putObject("amount").put("total", payment.path("total").asLong()).put("currency", "CNY");
        switch (payment.path("trade_state").asString()) {
            case PAID -> answer.put("transaction_id", payment.path("transaction_id").asString())
                    .put("success_time", payment.path("success_time").asString());
            case OPEN -> answer.setAll(prepaid(payment));
            default -> answer.put("trade_state_desc", "closed");
        }
        return answer;
    }

    /** Nobody pays it any more, unless somebody has. */
    synchronized ObjectNode close(String number) {
        ObjectNode payment = current(payment(number));
        if (payment.path("trade_state").asString().equals(OPEN)) {
            state.put("payment/" + number, payment.put("trade_state", CLOSED));
        }
        return ask(number);
    }

    /** By the token of its page. */
    synchronized Optional<ObjectNode> page(String token) {
        return state.find("page/" + token).map(page -> current(payment(page.path("out_trade_no").asString())));
    }

    /** Somebody pays on the page; the second time nothing happens. */
    synchronized Optional<ObjectNode> pay(String token) {
        Optional<ObjectNode> found = page(token);
        if (found.isPresent() && found.get().path("trade_state").asString().equals(OPEN)) {
            ObjectNode payment = found.get()
                    .put("trade_state", PAID)
                    .put("transaction_id", "4200" + state.next())
                    .put("success_time", clock.instant().toString());
            Map<String, ObjectNode> changes = new LinkedHashMap<>();
            changes.put("payment/" + payment.path("out_trade_no").asString(), payment);
            ObjectNode resource = Json.object()
                    .put("out_trade_no", payment.path("out_trade_no").asString())
                    .put("transaction_id", payment.path("transaction_id").asString())
                    .put("trade_state", PAID)
                    .put("success_time", payment.path("success_time").asString());
            resource.putObject("amount").put("total", payment.path("total").asLong()).put("currency", "CNY");
            announce(changes, payment, "TRANSACTION.SUCCESS", resource);
            state.put(changes);
        }
        return found;
    }

    synchronized ObjectNode refund(ObjectNode request) {
        String number = number(request, "out_refund_no");
        ObjectNode amount = Json.object(request, "amount");
        long fen = fen(amount, "refund");
        String paymentNumber = number(request, "out_trade_no");
        Optional<ObjectNode> known = state.find("refund/" + number);
        if (known.isPresent()) {
            if (known.get().path("refund").asLong() != fen
                    || !known.get().path("out_trade_no").asString().equals(paymentNumber)) {
                throw new Refused(409, "OUT_REFUND_NO_USED");
            }
            return known.get();
        }
        ObjectNode payment = current(payment(paymentNumber));
        long refunded = payment.path("refunded").asLong();
        if (!payment.path("trade_state").asString().equals(PAID)) {
            throw new Refused(403, "NOT_PAID");
        }
        if (payment.path("total").asLong() != fen(amount, "total") || fen > payment.path("total").asLong() - refunded) {
            throw new Refused(403, "NOT_ENOUGH");
        }
        ObjectNode refund = Json.object()
                .put("out_refund_no", number)
                .put("out_trade_no", paymentNumber)
                .put("refund_id", "5000" + state.next())
                .put("refund", fen)
                .put("status", PAID)
                .put("success_time", clock.instant().toString());
        Map<String, ObjectNode> changes = new LinkedHashMap<>();
        changes.put("refund/" + number, refund);
        changes.put("payment/" + paymentNumber, payment.put("refunded", refunded + fen));
        announce(changes, payment, "REFUND.SUCCESS", refund);
        state.put(changes);
        return refund;
    }

    synchronized ObjectNode askRefund(String number) {
        return state.find("refund/" + number).orElseThrow(() -> new Refused(404, "NOT_FOUND"));
    }

    /** Every payment and refund of a day, one a line. */
    synchronized String bill(LocalDate day) {
        List<String> lines = new ArrayList<>();
        lines.add("kind,out_no,channel_no,amount,time");
        for (ObjectNode payment : state.all("payment/")) {
            if (payment.path("trade_state").asString().equals(PAID)) {
                lines(lines, day, "PAY", payment, "out_trade_no", "transaction_id", "total");
            }
        }
        for (ObjectNode refund : state.all("refund/")) {
            lines(lines, day, "REFUND", refund, "out_refund_no", "refund_id", "refund");
        }
        return String.join("\n", lines) + "\n";
    }

    private static void lines(
            List<String> lines, LocalDate day, String kind, ObjectNode one, String number, String channelNumber, String fen) {
        Instant at = Instant.parse(one.path("success_time").asString());
        if (LocalDate.ofInstant(at, InsuranceDesk.ZONE).equals(day)) {
            lines.add(String.join(",", kind, one.path(number).asString(), one.path(channelNumber).asString(),
                    Long.toString(one.path(fen).asLong()), at.toString()));
        }
    }

    private void announce(Map<String, ObjectNode> changes, ObjectNode payment, String event, ObjectNode resource) {
        String url = payment.path("notify_url").asString();
        if (!url.isEmpty()) {
            String id = "%012d".formatted(state.next());
            ObjectNode body = Json.object()
                    .put("id", id)
                    .put("event_type", event)
                    .put("create_time", clock.instant().toString());
            body.set("resource", resource);
            ObjectNode callback = Json.object().put("url", url).put("event", event).put("tries", 0).put("due", 0);
            callback.set("body", body);
            changes.put("callback/" + id, callback);
        }
    }

    private ObjectNode payment(String number) {
        return state.find("payment/" + number).orElseThrow(() -> new Refused(404, "ORDER_NOT_EXIST"));
    }

    /** One that was not paid in time is closed. */
    private ObjectNode current(ObjectNode payment) {
        boolean open = payment.path("trade_state").asString().equals(OPEN);
        if (open && !Instant.parse(payment.path("time_expire").asString()).isAfter(clock.instant())) {
            payment.put("trade_state", CLOSED);
            state.put("payment/" + payment.path("out_trade_no").asString(), payment);
        }
        return payment;
    }

    private static String number(ObjectNode request, String name) {
        String number = Json.text(request, name);
        if (!number.matches(NUMBER)) {
            throw new Refused(name + " must match " + NUMBER);
        }
        return number;
    }

    private static long fen(ObjectNode amount, String name) {
        long fen = amount.path(name).isIntegralNumber() ? amount.path(name).asLong(0) : 0;
        if (fen < 1 || fen > MOST_FEN) {
            throw new Refused(name + " must be 1 to " + MOST_FEN + " fen");
        }
        return fen;
    }
}
