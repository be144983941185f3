package org.cloudfilm.viewer.settlement.channel;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.viewer.settlement.Fen;
import org.cloudfilm.viewer.settlement.Outcome;
import org.cloudfilm.viewer.settlement.PaymentChannel;
import org.cloudfilm.viewer.settlement.remote.RemoteCalls;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Paying by the sandbox channel. */
public final class SandboxChannel implements PaymentChannel, AutoCloseable {

    private static final int NOT_FOUND = 404;

    private final ChannelSettings settings;
    private final RemoteCalls calls;
    private final ChannelWire wire;
    private final CallbackSignature signature;

    public SandboxChannel(ChannelSettings settings, InstantSource clock) {
        this.settings = settings;
        this.calls = new RemoteCalls("payment channel", settings.connect(), settings.timeout());
        this.wire = new ChannelWire(settings, calls);
        this.signature = new CallbackSignature(settings.publicKey(), settings.fresh(), clock);
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Outcome<Prepaid> prepay(Bill bill) {
        ObjectNode body = ChannelWire.object()
                .put("out_trade_no", bill.payment())
                .put("description", bill.title())
                .put("time_expire", bill.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("notify_url", settings.callback().toString());
        body.putObject("amount").put("total", bill.amount().value()).put("currency", "CNY");
        return switch (wire.post("payments", bill.payment(), body)) {
            case ChannelWire.Answer.Done(JsonNode answer) ->
                prepaid(answer).<Outcome<Prepaid>>map(Outcome.Done::new).orElseGet(Outcome.Unknown::new);
            // somebody has paid it already: what it came to is asked
            case ChannelWire.Answer.Refused(int status, String code) when code.equals("ORDERPAID") ->
                new Outcome.Unknown<>();
            case ChannelWire.Answer.Refused(int status, String code) -> new Outcome.Refused<>(code);
            case ChannelWire.Answer.Lost() -> new Outcome.Unknown<>();
        };
    }

    private static Optional<Prepaid> prepaid(JsonNode answer) {
        String qr = answer.path("code_url").asString("");
        return moment(answer.path("time_expire")).filter(any -> !qr.isEmpty()).map(until -> new Prepaid(qr, until));
    }

    @Override
    public Asked ask(String payment) {
        return asked(payment, wire.get("payments/" + payment));
    }

    @Override
    public Asked close(String payment) {
        return asked(payment, wire.post("payments/" + payment + "/close", payment, ChannelWire.object()));
    }

    private static Asked asked(String payment, ChannelWire.Answer answer) {
        return switch (answer) {
            case ChannelWire.Answer.Done(JsonNode body) -> switch (body.path("trade_state").asString("")) {
                case "NOTPAY" -> prepaid(body).<Asked>map(Asked.Open::new).orElseGet(Asked.Unknown::new);
                case "SUCCESS" -> paying(body)
                        .filter(paying -> paying.payment().equals(payment))
                        .<Asked>map(Asked.Paid::new)
                        .orElseGet(Asked.Unknown::new);
                case "CLOSED" -> new Asked.Closed();
                default -> new Asked.Unknown();
            };
            case ChannelWire.Answer.Refused(int status, String code) ->
                status == NOT_FOUND ? new Asked.NotDone() : new Asked.Unknown();
            case ChannelWire.Answer.Lost() -> new Asked.Unknown();
        };
    }

    private static Optional<Paying> paying(JsonNode body) {
        Optional<Instant> at = moment(body.path("success_time"));
        Optional<Fen> amount = fen(body.path("amount").path("total"));
        String number = body.path("transaction_id").asString("");
        if (at.isEmpty() || amount.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Paying(body.path("out_trade_no").asString(""), number, amount.get(), at.get()));
    }

    @Override
    public Outcome<Void> refund(Refund refund) {
        ObjectNode body = ChannelWire.object()
                .put("out_trade_no", refund.payment())
                .put("out_refund_no", refund.refund());
        body.putObject("amount")
                .put("refund", refund.amount().value())
                .put("total", refund.paid().value())
                .put("currency", "CNY");
        return switch (wire.post("refunds", refund.refund(), body)) {
            case ChannelWire.Answer.Done(JsonNode answer) ->
                isDone(answer) ? Outcome.done() : new Outcome.Unknown<>();
            case ChannelWire.Answer.Refused(int status, String code) -> new Outcome.Refused<>(code);
            case ChannelWire.Answer.Lost() -> new Outcome.Unknown<>();
        };
    }

    @Override
    public AskedRefund askRefund(String refund) {
        return switch (wire.get("refunds/" + refund)) {
            case ChannelWire.Answer.Done(JsonNode answer) ->
                isDone(answer) ? new AskedRefund.Done() : new AskedRefund.Unknown();
            case ChannelWire.Answer.Refused(int status, String code) ->
                status == NOT_FOUND ? new AskedRefund.NotDone() : new AskedRefund.Unknown();
            case ChannelWire.Answer.Lost() -> new AskedRefund.Unknown();
        };
    }

    private static boolean isDone(JsonNode refund) {
        return refund.path("status").asString("").equals("SUCCESS");
    }

    @Override
    public Callback verify(Map<String, List<String>> headers, byte[] body) {
        if (!signature.accepts(headers, body)) {
            return new Callback.Forged();
        }
        try {
            JsonNode told = ChannelWire.JSON.readTree(body);
            JsonNode resource = told.path("resource");
            return switch (told.path("event_type").asString("")) {
                case "TRANSACTION.SUCCESS" ->
                    paying(resource).<Callback>map(Callback.Paid::new).orElseGet(Callback.Other::new);
                case "REFUND.SUCCESS" -> fen(resource.path("refund"))
                        .<Callback>map(amount -> new Callback.Refunded(
                                resource.path("out_refund_no").asString(""),
                                resource.path("out_trade_no").asString(""),
                                amount))
                        .orElseGet(Callback.Other::new);
                default -> new Callback.Other();
            };
        } catch (JacksonException e) {
            return new Callback.Other();
        }
    }

    @Override
    public Outcome<List<Movement>> statement(LocalDate day) {
        return wire.download("bills/" + day)
                .flatMap(bytes -> ChannelStatement.read(new String(bytes, StandardCharsets.UTF_8)))
                .<Outcome<List<Movement>>>map(Outcome.Done::new)
                .orElseGet(Outcome.Unknown::new);
    }

    private static Optional<Instant> moment(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asString("")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Fen> fen(JsonNode number) {
        return number.isIntegralNumber() && number.asLong(-1) >= 0 && number.asLong(-1) <= Fen.MOST
                ? Optional.of(Fen.of(number.asLong(-1)))
                : Optional.empty();
    }

    @Override
    public void close() {
        calls.close();
    }
}
