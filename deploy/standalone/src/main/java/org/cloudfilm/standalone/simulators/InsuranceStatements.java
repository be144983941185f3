package org.cloudfilm.standalone.simulators;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Settlements as the insurance keeps and tells them: one by one, a day's totals (3201) and a day's details (3202). */
final class InsuranceStatements {

    private final StateFile state;

    InsuranceStatements(StateFile state) {
        this.state = state;
    }

    static ObjectNode record(ObjectNode visit, Split split, String id, String msgid, Instant at) {
        return Json.object()
                .put("setl_id", id)
                .put("msgid", msgid)
                .put("mdtrt_id", visit.path("mdtrt_id").asString())
                .put("psn_no", visit.path("psn_no").asString())
                .put("time", at.toString())
                .put("total", split.total())
                .put("own", split.ownShare())
                .put("fund", split.fund())
                .put("account", split.account())
                .put("family", split.family())
                .put("cash", split.cash());
    }

    static Split split(ObjectNode setl) {
        long total = setl.path("total").asLong();
        long own = setl.path("own").asLong();
        return new Split(total, own, total - own, setl.path("fund").asLong(), setl.path("account").asLong(),
                setl.path("family").asLong(), setl.path("cash").asLong());
    }

    /** @param sign −1 for a cancelling, whose amounts are negative */
    static ObjectNode settlement(ObjectNode visit, Split split, String id, Instant at, int sign) {
        ObjectNode output = Json.object();
        ObjectNode info = output.putObject("setlinfo")
                .put("mdtrt_id", visit.path("mdtrt_id").asString())
                .put("psn_no", visit.path("psn_no").asString())
                .put("setl_id", id)
                .put("setl_time", InsuranceDesk.TIME.format(at))
                .put("medfee_sumamt", Json.yuan(sign * split.total()))
                .put("preselfpay_amt", Json.yuan(sign * split.ownShare()))
                .put("inscp_scp_amt", Json.yuan(sign * split.inScope()))
                .put("hifp_pay", Json.yuan(sign * split.fund()))
                .put("fund_pay_sumamt", Json.yuan(sign * split.fund()))
                .put("psn_part_amt", Json.yuan(sign * (split.total() - split.fund())))
                .put("acct_pay", Json.yuan(sign * split.account()))
                .put("acct_mulaid_pay", Json.yuan(sign * split.family()))
                .put("psn_cash_pay", Json.yuan(sign * split.cash()))
                .put("hosp_part_amt", Json.yuan(0))
                .put("clr_optins", "331100")
                .put("clr_type", "11");
        output.putArray("setldetail").addObject()
                .put("fund_pay_type", "310100")
                .put("fund_pay_type_name", "城镇职工基本医疗保险统筹基金")
                .put("fund_payamt", info.path("fund_pay_sumamt").decimalValue());
        return output;
    }

    /** A settlement, or with negative amounts its cancelling. */
    private record Entry(ObjectNode setl, Split split, int sign, LocalDate day) {}

    private List<Entry> entries(ObjectNode data) {
        LocalDate from = day(data, "stmt_begndate");
        LocalDate to = day(data, "stmt_enddate");
        List<Entry> all = new ArrayList<>();
        for (ObjectNode setl : state.all("settlement/")) {
            if (setl.path("reversed").asBoolean(false)) {
                continue;
            }
            all.add(new Entry(setl, split(setl), 1, day(setl.path("time").asString())));
            if (setl.path("cancelled").asBoolean(false)) {
                all.add(new Entry(setl, split(setl), -1, day(setl.path("cancel_time").asString())));
            }
        }
        return all.stream().filter(one -> !one.day.isBefore(from) && !one.day.isAfter(to)).toList();
    }

    private static LocalDate day(String instant) {
        return LocalDate.ofInstant(Instant.parse(instant), InsuranceDesk.ZONE);
    }

    private static LocalDate day(ObjectNode data, String name) {
        try {
            return LocalDate.parse(Json.text(data, name));
        } catch (DateTimeParseException e) {
            throw new Refused(name + " is no day");
        }
    }

    /** Says whether a hospital's sums are the insurance's. */
    ObjectNode totals(ObjectNode data) {
        List<Entry> entries = entries(data);
        long total = entries.stream().mapToLong(one -> one.sign * one.split.total()).sum();
        long fund = entries.stream().mapToLong(one -> one.sign * one.split.fund()).sum();
        long account = entries.stream().mapToLong(one -> one.sign * (one.split.account() + one.split.family())).sum();
        boolean equal = total == Json.yuan(data, "medfee_sumamt")
                && fund == Json.yuan(data, "fund_pay_sumamt")
                && account == Json.yuan(data, "acct_pay")
                && entries.size() == data.path("fixmedins_setl_cnt").asInt(-1);
        ObjectNode output = Json.object();
        output.putObject("stmtinfo")
                .put("setl_optins", "331100")
                .put("stmt_rslt", equal ? "0" : "1")
                .put("stmt_rslt_dscr", equal ? "平" : "不平: 医保 %d 笔, 总额 %s, 基金 %s, 账户 %s".formatted(
                        entries.size(), Json.yuan(total), Json.yuan(fund), Json.yuan(account)));
        return output;
    }

    /** Writes the file of a day's settlements, to be fetched by call 9102. */
    ObjectNode details(ObjectNode data, long number) {
        String text = entries(data).stream()
                .map(one -> String.join("\t",
                        one.setl.path("psn_no").asString(),
                        one.setl.path("mdtrt_id").asString(),
                        one.setl.path("setl_id").asString(),
                        one.setl.path("msgid").asString(),
                        one.sign < 0 ? "1" : "0",
                        Json.yuan(one.sign * one.split.total()).toPlainString(),
                        Json.yuan(one.sign * one.split.fund()).toPlainString(),
                        Json.yuan(one.sign * one.split.account()).toPlainString(),
                        Json.yuan(one.sign * one.split.family()).toPlainString(),
                        Json.yuan(one.sign * one.split.cash()).toPlainString()))
                .collect(Collectors.joining("\n",
                        "psn_no\tmdtrt_id\tsetl_id\tmsgid\trefd_setl_flag\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay"
                                + "\tacct_mulaid_pay\tpsn_cash_pay\n",
                        "\n"));
        String query = "Q" + number;
        state.put("file/" + query, Json.object().put("content", text));
        ObjectNode output = Json.object();
        output.putObject("fileinfo")
                .put("file_qury_no", query)
                .put("filename", "stmt_" + Json.text(data, "stmt_begndate") + ".txt");
        return output;
    }

    ObjectNode file(ObjectNode data) {
        ObjectNode file = state.find("file/" + Json.text(data, "file_qury_no"))
                .orElseThrow(() -> new Refused("E9102 文件不存在"));
        ObjectNode output = Json.object();
        output.putObject("fsDownloadOut").put("content", file.path("content").asString());
        return output;
    }
}
