package org.cloudfilm.viewer.settlement.insurance;

import org.cloudfilm.viewer.settlement.Insurance;
import org.cloudfilm.viewer.settlement.Insurance.Claim;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Visits and fee lines as the insurance has them. Each step looks first, or may be repeated, so that one whose answer
 * was lost is simply taken again.
 */
final class Registrations {

    private static final String UNKNOWN_PERSON = "E1101";
    private static final String LINE_USED = "E2041";
    private static final String ALL_BATCHES = "0000";

    private final InsuranceWire wire;

    Registrations(InsuranceWire wire) {
        this.wire = wire;
    }

    /** Either who and which visit it is to the insurance, or why that is not known. */
    sealed interface Found {

        /** @param visit mdtrt_id @param person psn_no */
        record Visit(String visit, String person, String insuranceType) implements Found {

            /** The fields that name a visit in most messages. */
            ObjectNode data() {
                return Message.object().put("mdtrt_id", visit).put("psn_no", person);
            }
        }

        record Refused(String code) implements Found {}

        record Lost() implements Found {}
    }

    /** 1101, and 2201 with 2203 when the visit is new to the insurance. */
    Found visit(Claim claim) {
        ObjectNode person = Message.object();
        person.putObject("data")
                .put("mdtrt_cert_type", "02")
                .put("mdtrt_cert_no", claim.insured())
                .put("psn_cert_type", "01")
                .put("certno", claim.insured());
        return switch (wire.send(claim.hospital(), "1101", person)) {
            case Message.Output(JsonNode output) -> find(claim, output);
            case Message.Refused(String code) ->
                new Found.Refused(code.equals(UNKNOWN_PERSON) ? Insurance.NOT_INSURED : code);
            case Message.Lost() -> new Found.Lost();
        };
    }

    private Found find(Claim claim, JsonNode output) {
        String person = output.path("baseinfo").path("psn_no").asString("");
        String type = output.path("insuinfo").path(0).path("insutype").asString("");
        if (person.isEmpty() || type.isEmpty()) {
            return new Found.Refused(Insurance.NOT_INSURED);
        }
        ObjectNode query = Message.object();
        query.putObject("data").put("psn_no", person).put("ipt_otp_no", claim.visit());
        return switch (wire.send(claim.hospital(), "5201", query)) {
            case Message.Output(JsonNode known) -> known(claim, person, type, known.path("mdtrtinfo").path(0));
            case Message.Refused(String code) -> new Found.Refused(code);
            case Message.Lost() -> new Found.Lost();
        };
    }

    private Found known(Claim claim, String person, String type, JsonNode visit) {
        if (visit.isMissingNode()) {
            return register(claim, person, type);
        }
        Found.Visit found = new Found.Visit(visit.path("mdtrt_id").asString(), person, type);
        return visit.hasNonNull("med_type") ? found : describe(claim, found);
    }

    private Found register(Claim claim, String person, String type) {
        ObjectNode input = Message.object();
        input.putObject("data")
                .put("psn_no", person)
                .put("insutype", type)
                .put("begntime", wire.now())
                .put("mdtrt_cert_type", "02")
                .put("mdtrt_cert_no", claim.insured())
                .put("ipt_otp_no", claim.visit());
        return switch (wire.send(claim.hospital(), "2201", input)) {
            case Message.Output(JsonNode output) -> describe(
                    claim, new Found.Visit(output.path("data").path("mdtrt_id").asString(""), person, type));
            case Message.Refused(String code) -> new Found.Refused(code);
            case Message.Lost() -> new Found.Lost();
        };
    }

    private Found describe(Claim claim, Found.Visit visit) {
        ObjectNode input = Message.object();
        // an ordinary visit of an outpatient
        input.set("mdtrtinfo", visit.data().put("med_type", "11").put("begntime", wire.now()));
        input.putArray("diseinfo");
        return switch (wire.send(claim.hospital(), "2203", input)) {
            case Message.Output(JsonNode output) -> visit;
            case Message.Refused(String code) -> new Found.Refused(code);
            case Message.Lost() -> new Found.Lost();
        };
    }

    /** 2205 and 2204: the lines of a claim, in place of all that were sent of the visit and not settled. */
    Message lines(Claim claim, Found.Visit visit) {
        ObjectNode before = Message.object();
        before.set("data", visit.data().put("chrg_bchno", ALL_BATCHES));
        Message withdrawn = wire.send(claim.hospital(), "2205", before);
        if (!(withdrawn instanceof Message.Output)) {
            return withdrawn;
        }
        ObjectNode input = Message.object();
        ArrayNode lines = input.putArray("feedetail");
        for (Insurance.Line line : claim.lines()) {
            lines.add(visit.data()
                    .put("feedetl_sn", line.id())
                    .put("chrg_bchno", claim.call())
                    .put("fee_ocur_time", wire.now())
                    .put("medins_list_codg", line.item())
                    .put("med_list_codg", line.item())
                    .put("medins_list_name", line.name())
                    .put("cnt", 1)
                    .put("pric", Amounts.yuan(line.amount()))
                    .put("det_item_fee_sumamt", Amounts.yuan(line.amount())));
        }
        Message sent = wire.send(claim.hospital(), "2204", input);
        // settled meanwhile, by this very claim: settling tells
        boolean there = sent instanceof Message.Refused(String code) && code.equals(LINE_USED);
        return there ? new Message.Output(Message.object()) : sent;
    }
}
