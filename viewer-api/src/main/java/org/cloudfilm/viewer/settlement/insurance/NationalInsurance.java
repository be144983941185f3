package org.cloudfilm.viewer.settlement.insurance;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloudfilm.viewer.settlement.Insurance;
import org.cloudfilm.viewer.settlement.Outcome;
import org.cloudfilm.viewer.settlement.Split;
import org.cloudfilm.viewer.settlement.remote.RemoteCalls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settling with the medical insurance. */
public final class NationalInsurance implements Insurance, AutoCloseable {

    private static final String MESSAGE_USED = "E1001";
    private static final String CANCELLED_ALREADY = "E2082";
    /** Messages that are of no hospital in particular are sent by the platform. */
    private static final String PLATFORM = "platform";

    private final RemoteCalls calls;
    private final InsuranceWire wire;
    private final Registrations registrations;

    public NationalInsurance(InsuranceSettings settings, InstantSource clock) {
        this.calls = new RemoteCalls("insurance", settings.connect(), settings.timeout());
        this.wire = new InsuranceWire(settings, calls, clock);
        this.registrations = new Registrations(wire);
    }

    @Override
    public Outcome<Split> preSettle(Claim claim) {
        return withLines(claim, visit -> switch (wire.send(claim.hospital(), "2206", settling(claim, visit))) {
            case Message.Output(JsonNode output) -> Amounts.split(output.path("setlinfo"))
                    .<Outcome<Split>>map(Outcome.Done::new)
                    .orElseGet(Outcome.Unknown::new);
            case Message.Refused(String code) -> new Outcome.Refused<>(code);
            case Message.Lost() -> new Outcome.Unknown<>();
        });
    }

    @Override
    public Outcome<Settled> settle(Claim claim) {
        return withLines(claim, visit -> switch (wire.send(claim.hospital(), "2207", claim.call(), settling(claim, visit))) {
            case Message.Output(JsonNode output) -> settled(output)
                    .<Outcome<Settled>>map(Outcome.Done::new)
                    .orElseGet(Outcome.Unknown::new);
            // it is there already: what it came to is asked
            case Message.Refused(String code) when code.equals(MESSAGE_USED) -> new Outcome.Unknown<>();
            case Message.Refused(String code) -> new Outcome.Refused<>(code);
            case Message.Lost() -> new Outcome.Unknown<>();
        });
    }

    private <T> Outcome<T> withLines(Claim claim, Function<Registrations.Found.Visit, Outcome<T>> then) {
        if (claim.insured().isBlank()) {
            return new Outcome.Refused<>(NOT_INSURED);
        }
        return switch (registrations.visit(claim)) {
            case Registrations.Found.Visit visit -> switch (registrations.lines(claim, visit)) {
                case Message.Output output -> then.apply(visit);
                case Message.Refused(String code) -> new Outcome.Refused<>(code);
                case Message.Lost() -> new Outcome.Unknown<>();
            };
            case Registrations.Found.Refused(String code) -> new Outcome.Refused<>(code);
            case Registrations.Found.Lost() -> new Outcome.Unknown<>();
        };
    }

    private static ObjectNode settling(Claim claim, Registrations.Found.Visit visit) {
        ObjectNode input = Message.object();
        input.set("data", visit.data()
                .put("mdtrt_cert_type", "02")
                .put("mdtrt_cert_no", claim.insured())
                .put("med_type", "11")
                .put("medfee_sumamt", Amounts.yuan(claim.total()))
                .put("psn_setlway", "01")
                .put("chrg_bchno", claim.call())
                .put("insutype", visit.insuranceType())
                .put("acct_used_flag", "1"));
        return input;
    }

    @Override
    public Outcome<Void> cancel(String call, String visit, String insuranceId) {
        ObjectNode query = Message.object();
        query.putObject("data").put("setl_id", insuranceId);
        return switch (wire.send(PLATFORM, "5203", query)) {
            case Message.Output(JsonNode output) -> cancel(call, insuranceId, output.path("setlinfo"));
            case Message.Refused(String code) -> new Outcome.Refused<>(code);
            case Message.Lost() -> new Outcome.Unknown<>();
        };
    }

    private Outcome<Void> cancel(String call, String insuranceId, JsonNode known) {
        ObjectNode input = Message.object();
        input.putObject("data")
                .put("setl_id", insuranceId)
                .put("mdtrt_id", known.path("mdtrt_id").asString(""))
                .put("psn_no", known.path("psn_no").asString(""));
        return switch (wire.send(PLATFORM, "2208", call, input)) {
            case Message.Output output -> Outcome.done();
            case Message.Refused(String code) when code.equals(CANCELLED_ALREADY) -> Outcome.done();
            case Message.Refused(String code) when code.equals(MESSAGE_USED) -> new Outcome.Unknown<>();
            case Message.Refused(String code) -> new Outcome.Refused<>(code);
            case Message.Lost() -> new Outcome.Unknown<>();
        };
    }

    @Override
    public Asked ask(String call) {
        ObjectNode query = Message.object();
        query.putObject("data").put("omsgid", call);
        return switch (wire.send(PLATFORM, "5203", query)) {
            case Message.Output(JsonNode output) -> asked(output);
            case Message.Refused refused -> new Asked.Unknown();
            case Message.Lost() -> new Asked.Unknown();
        };
    }

    private static Asked asked(JsonNode output) {
        return switch (output.path("trns_stas").asString("")) {
            case "0" -> new Asked.NotDone();
            case "1" -> settled(output).<Asked>map(Asked.Paid::new).orElseGet(Asked.Unknown::new);
            case "2" -> new Asked.Cancelled();
            case "3" -> new Asked.Reversed();
            case "4" -> new Asked.Half();
            default -> new Asked.Unknown();
        };
    }

    private static Optional<Settled> settled(JsonNode output) {
        JsonNode info = output.path("setlinfo");
        String id = info.path("setl_id").asString("");
        return id.isEmpty() ? Optional.empty() : Amounts.split(info).map(split -> new Settled(id, split));
    }

    @Override
    public Outcome<Void> reverse(String call) {
        ObjectNode input = Message.object();
        input.putObject("data").put("omsgid", call).put("oinfno", "2207");
        return switch (wire.send(PLATFORM, "2601", input)) {
            case Message.Output output -> Outcome.done();
            case Message.Refused(String code) -> new Outcome.Refused<>(code);
            case Message.Lost() -> new Outcome.Unknown<>();
        };
    }

    /** Asks for the day's file (3202) and fetches it (9102). */
    @Override
    public Outcome<List<Movement>> statement(LocalDate day) {
        ObjectNode input = Message.object();
        input.putObject("data")
                .put("setl_optins", "331100")
                .put("stmt_begndate", day.toString())
                .put("stmt_enddate", day.toString());
        return switch (wire.send(PLATFORM, "3202", input)) {
            case Message.Output(JsonNode output) -> file(output.path("fileinfo"));
            case Message.Refused(String code) -> new Outcome.Refused<>(code);
            case Message.Lost() -> new Outcome.Unknown<>();
        };
    }

    private Outcome<List<Movement>> file(JsonNode info) {
        ObjectNode input = Message.object();
        input.putObject("fsDownloadIn")
                .put("file_qury_no", info.path("file_qury_no").asString(""))
                .put("filename", info.path("filename").asString(""));
        return switch (wire.send(PLATFORM, "9102", input)) {
            case Message.Output(JsonNode output) ->
                InsuranceStatement.read(output.path("fsDownloadOut").path("content").asString(""))
                        .<Outcome<List<Movement>>>map(Outcome.Done::new)
                        .orElseGet(Outcome.Unknown::new);
            case Message.Refused(String code) -> new Outcome.Refused<>(code);
            case Message.Lost() -> new Outcome.Unknown<>();
        };
    }

    @Override
    public void close() {
        calls.close();
    }
}
