package org.cloudfilm.standalone.simulators;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The medical insurance of a region, by the call numbers and field names of the national interface. A message that
 * changes something is taken once; a reversal (2601) of a message that never came keeps it from being taken later.
 * Thread safe: one call at a time.
 */
final class InsuranceDesk {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

    private static final Set<String> ONCE = Set.of("2201", "2203", "2204", "2205", "2207", "2208");

    private final StateFile state;
    private final Insured insured;
    private final FeeLines lines;
    private final InsuranceStatements statements;
    private final InstantSource clock;

    InsuranceDesk(StateFile state, InstantSource clock) {
        this.state = state;
        this.insured = new Insured(state);
        this.lines = new FeeLines(state);
        this.statements = new InsuranceStatements(state);
        this.clock = clock;
    }

    /**
     * @param infno  number of the call
     * @param msgid  of the message, unique for each
     * @return its output, possibly empty
     * @throws Refused with what the caller is told
     */
    synchronized ObjectNode call(String infno, String msgid, ObjectNode input) {
        if (ONCE.contains(infno) && state.find("message/" + msgid).isPresent()) {
            throw new Refused("E1001 报文重复或已冲正");
        }
        return switch (infno) {
            case "1101" -> person(Json.object(input, "data"));
            case "2201" -> register(msgid, Json.object(input, "data"));
            case "2203" -> visit(msgid, Json.object(input, "mdtrtinfo"));
            case "2204" -> lines(msgid, input.path("feedetail"));
            case "2205" -> withdrawLines(msgid, Json.object(input, "data"));
            case "2206" -> preSettle(Json.object(input, "data"));
            case "2207" -> settle(msgid, Json.object(input, "data"));
            case "2208" -> cancel(msgid, Json.object(input, "data"));
            case "2601" -> reverse(Json.object(input, "data"));
            case "3201" -> statements.totals(Json.object(input, "data"));
            case "3202" -> statements.details(Json.object(input, "data"), state.next());
            case "5201" -> visits(Json.object(input, "data"));
            case "5203" -> find(Json.object(input, "data"));
            case "9102" -> statements.file(Json.object(input, "fsDownloadIn"));
            default -> throw new Refused("E1002 交易编号不支持");
        };
    }

    private ObjectNode person(ObjectNode data) {
        String number = Json.text(data, "certno", Json.text(data, "mdtrt_cert_no", ""));
        return insured.answer(insured.byCertificate(number), Json.text(data, "psn_name", ""));
    }

    private ObjectNode register(String msgid, ObjectNode data) {
        ObjectNode person = insured.byNumber(Json.text(data, "psn_no"));
        String hospitalNumber = Json.text(data, "ipt_otp_no");
        String mdtrtId = "M" + state.next();
        ObjectNode visit = Json.object()
                .put("mdtrt_id", mdtrtId)
                .put("psn_no", person.path("psn_no").asString())
                .put("ipt_otp_no", hospitalNumber)
                .put("insutype", Json.text(data, "insutype"));
        take(msgid, "2201", mdtrtId, Map.of("visit/" + mdtrtId, visit));
        ObjectNode output = Json.object();
        output.set("data", visit);
        return output;
    }

    private ObjectNode visit(String msgid, ObjectNode info) {
        ObjectNode visit = visitOf(info);
        visit.put("med_type", Json.text(info, "med_type")).put("begntime", Json.text(info, "begntime"));
        String id = id(visit);
        take(msgid, "2203", id, Map.of("visit/" + id, visit));
        return Json.object();
    }

    private ObjectNode lines(String msgid, JsonNode details) {
        FeeLines.Added added = lines.add(details, line -> id(visitOf(line)));
        take(msgid, "2204", "", added.changes());
        return added.output();
    }

    private ObjectNode withdrawLines(String msgid, ObjectNode data) {
        take(msgid, "2205", "", lines.withdraw(id(visitOf(data)), Json.text(data, "chrg_bchno")));
        return Json.object();
    }

    private record Bill(ObjectNode visit, ObjectNode person, Map<String, ObjectNode> lines, Split split) {}

    private Bill bill(ObjectNode data) {
        ObjectNode visit = visitOf(data);
        ObjectNode person = insured.byNumber(visit.path("psn_no").asString());
        Map<String, ObjectNode> batch = lines.batch(id(visit), Json.text(data, "chrg_bchno"));
        long total = FeeLines.total(batch.values());
        if (batch.isEmpty() || total != Json.yuan(data, "medfee_sumamt")) {
            throw new Refused("E2072 医疗费总额与费用明细不符");
        }
        boolean accountUsed = Json.text(data, "acct_used_flag", "1").equals("1");
        int percent = visit.path("insutype").asString().equals("390") ? 50 : 70;
        return new Bill(visit, person, batch, Split.of(
                total,
                percent,
                accountUsed ? person.path("account").asLong() : 0,
                accountUsed ? person.path("family").asLong() : 0));
    }

    private ObjectNode preSettle(ObjectNode data) {
        Bill bill = bill(data);
        return InsuranceStatements.settlement(bill.visit, bill.split, "", clock.instant(), 1);
    }

    private ObjectNode settle(String msgid, ObjectNode data) {
        Bill bill = bill(data);
        String id = "S" + state.next();
        Instant now = clock.instant();
        ObjectNode setl = InsuranceStatements.record(bill.visit, bill.split, id, msgid, now);
        Map<String, ObjectNode> changes = new LinkedHashMap<>();
        bill.lines.forEach((name, line) -> changes.put(name, line.put("setl_id", id)));
        changes.put("person/" + bill.person.path("psn_no").asString(), moved(bill.person, bill.split, -1));
        changes.put("settlement/" + id, setl);
        take(msgid, "2207", id, changes);
        return InsuranceStatements.settlement(bill.visit, bill.split, id, now, 1);
    }

    private ObjectNode cancel(String msgid, ObjectNode data) {
        String id = Json.text(data, "setl_id");
        ObjectNode setl = state.find("settlement/" + id).orElseThrow(() -> new Refused("E2081 结算记录不存在"));
        ObjectNode visit = visitOf(data);
        if (!id(setl).equals(id(visit))) {
            throw new Refused("E2081 结算记录不存在");
        }
        if (setl.path("cancelled").asBoolean(false)) {
            throw new Refused("E2082 结算已撤销");
        }
        Instant now = clock.instant();
        Split split = InsuranceStatements.split(setl);
        take(msgid, "2208", id, undone(setl, split, now));
        return InsuranceStatements.settlement(visit, split, id, now, -1);
    }

    private Map<String, ObjectNode> undone(ObjectNode setl, Split split, Instant now) {
        String id = setl.path("setl_id").asString();
        Map<String, ObjectNode> changes = lines.release(id(setl), id);
        ObjectNode person = insured.byNumber(setl.path("psn_no").asString());
        changes.put("person/" + person.path("psn_no").asString(), moved(person, split, 1));
        changes.put("settlement/" + id, setl.put("cancelled", true).put("cancel_time", now.toString()));
        return changes;
    }

    /**
     * Of a settlement or its cancelling whose answer was lost: afterwards it did not happen. One that did not come yet
     * is kept from happening.
     */
    private ObjectNode reverse(ObjectNode data) {
        String original = Json.text(data, "omsgid");
        String infno = Json.text(data, "oinfno");
        if (!List.of("2207", "2208").contains(infno)) {
            throw new Refused("E2601 交易不支持冲正");
        }
        Map<String, ObjectNode> changes = new LinkedHashMap<>();
        Optional<ObjectNode> message = state.find("message/" + original);
        if (message.isPresent() && !message.get().path("reversed").asBoolean(false)) {
            if (!message.get().path("infno").asString().equals(infno)) {
                throw new Refused("E2602 原交易编号不符");
            }
            ObjectNode setl = state.find("settlement/" + message.get().path("object").asString()).orElseThrow();
            boolean cancelled = setl.path("cancelled").asBoolean(false);
            if (infno.equals("2207") && !cancelled) {
                changes.putAll(undone(setl, InsuranceStatements.split(setl), clock.instant()));
                setl.put("reversed", true);
            } else if (infno.equals("2208") && cancelled) {
                throw new Refused("E2603 撤销结算不能冲正, 请重新结算");
            }
        }
        changes.put("message/" + original, Json.object().put("infno", infno).put("reversed", true));
        state.put(changes);
        return Json.object();
    }

    /** The visits of a person, or that under the hospital's number. */
    private ObjectNode visits(ObjectNode data) {
        String person = Json.text(data, "psn_no");
        String number = Json.text(data, "ipt_otp_no", "");
        ObjectNode output = Json.object();
        ArrayNode found = output.putArray("mdtrtinfo");
        state.all("visit/").stream()
                .filter(visit -> visit.path("psn_no").asString().equals(person))
                .filter(visit -> number.isEmpty() || visit.path("ipt_otp_no").asString().equals(number))
                .forEach(found::add);
        return output;
    }

    /**
     * A settlement by its number or, which the national interface leaves to each region, by the message whose answer
     * was lost. {@code trns_stas} says what came of the message: 0 nothing, 1 settled, 2 cancelled, 3 reversed.
     */
    private ObjectNode find(ObjectNode data) {
        String id = Json.text(data, "setl_id", "");
        String status = "1";
        if (id.isEmpty()) {
            ObjectNode message = state.find("message/" + Json.text(data, "omsgid")).orElseGet(Json::object);
            status = message.path("reversed").asBoolean(false) ? "3" : switch (message.path("infno").asString("")) {
                case "2207" -> "1";
                case "2208" -> "2";
                default -> "0";
            };
            id = message.path("object").asString("");
        }
        if (!status.equals("1") && !status.equals("2")) {
            return Json.object().put("trns_stas", status);
        }
        ObjectNode setl = state.find("settlement/" + id).orElseThrow(() -> new Refused("E2081 结算记录不存在"));
        ObjectNode output = InsuranceStatements.settlement(
                setl, InsuranceStatements.split(setl), id, Instant.parse(setl.path("time").asString()), 1);
        Json.object(output, "setlinfo").put("refd_setl_flag", setl.path("cancelled").asBoolean(false) ? "1" : "0");
        return output.put("trns_stas", status);
    }

    private ObjectNode visitOf(ObjectNode data) {
        ObjectNode visit = state.find("visit/" + Json.text(data, "mdtrt_id"))
                .orElseThrow(() -> new Refused("E2011 就诊登记不存在"));
        if (!visit.path("psn_no").asString().equals(Json.text(data, "psn_no"))) {
            throw new Refused("E2011 就诊登记不存在");
        }
        return visit;
    }

    /** Of a visit, or of that which something is of. */
    private static String id(ObjectNode visit) {
        return visit.path("mdtrt_id").asString();
    }

    private static ObjectNode moved(ObjectNode person, Split split, int sign) {
        return person.put("account", person.path("account").asLong() + sign * split.account())
                .put("family", person.path("family").asLong() + sign * split.family());
    }

    private void take(String msgid, String infno, String object, Map<String, ObjectNode> changes) {
        Map<String, ObjectNode> all = new LinkedHashMap<>(changes);
        all.put("message/" + msgid, Json.object().put("infno", infno).put("object", object));
        state.put(all);
    }
}
