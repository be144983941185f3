package org.cloudfilm.standalone.simulators;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What visits are charged for, line by line and in batches; a batch is settled as one. Nothing is changed here: who calls
 * keeps the changes together with the message they came by.
 */
final class FeeLines {

    private static final int MOST = 100;
    private static final String ALL_BATCHES = "0000";

    private final StateFile state;

    FeeLines(StateFile state) {
        this.state = state;
    }

    /** @param output what the caller is told of each line */
    record Added(Map<String, ObjectNode> changes, ObjectNode output) {}

    /**
     * All lines or none. A line's number is unique within its visit.
     *
     * @param visit of a line
     */
    Added add(JsonNode details, Function<ObjectNode, String> visit) {
        if (!details.isArray() || details.isEmpty() || details.size() > MOST) {
            throw new Refused("feedetail must have 1 to " + MOST + " lines");
        }
        Map<String, ObjectNode> added = new LinkedHashMap<>();
        ObjectNode output = Json.object();
        for (JsonNode one : details) {
            if (!(one instanceof ObjectNode line)) {
                throw new Refused("feedetail is no list of objects");
            }
            String name = prefix(visit.apply(line)) + Json.text(line, "feedetl_sn");
            long amount = Json.yuan(line, "det_item_fee_sumamt");
            boolean taken = state.find(name).filter(old -> !old.path("batch").asString().isEmpty()).isPresent();
            if (added.put(name, kept(line, amount)) != null || taken) {
                throw new Refused("E2041 费用明细流水号重复");
            }
            output.withArray("result").addObject()
                    .put("feedetl_sn", Json.text(line, "feedetl_sn"))
                    .put("det_item_fee_sumamt", Json.yuan(amount))
                    .put("chrgitm_lv", "02")
                    .put("selfpay_prop", Json.yuan(10));
        }
        return new Added(added, output);
    }

    private static ObjectNode kept(ObjectNode line, long amount) {
        if (amount == 0 || Json.yuan(line, "pric") * line.path("cnt").asLong(0) != amount) {
            throw new Refused("pric × cnt is not det_item_fee_sumamt");
        }
        return Json.object()
                .put("batch", Json.text(line, "chrg_bchno"))
                .put("item", Json.text(line, "medins_list_codg"))
                .put("amount", amount);
    }

    /** What is not settled of a batch is of no batch any more, so that its numbers may be used once more. */
    Map<String, ObjectNode> withdraw(String visit, String batch) {
        Map<String, ObjectNode> withdrawn = find(visit, line -> settlement(line).isEmpty()
                && (batch.equals(ALL_BATCHES) || line.path("batch").asString().equals(batch)));
        withdrawn.values().forEach(line -> line.put("batch", "").put("amount", 0));
        return withdrawn;
    }

    /** By their names. @throws Refused when it was settled before */
    Map<String, ObjectNode> batch(String visit, String batch) {
        Map<String, ObjectNode> lines = find(visit, line -> line.path("batch").asString().equals(batch));
        if (lines.values().stream().anyMatch(line -> !settlement(line).isEmpty())) {
            throw new Refused("E2071 费用批次已结算");
        }
        return lines;
    }

    static long total(Collection<ObjectNode> lines) {
        return lines.stream().mapToLong(line -> line.path("amount").asLong()).sum();
    }

    /** The lines of a settlement that is undone may be settled once more. */
    Map<String, ObjectNode> release(String visit, String settlement) {
        Map<String, ObjectNode> released = find(visit, line -> settlement(line).equals(settlement));
        released.values().forEach(line -> line.put("setl_id", ""));
        return released;
    }

    private Map<String, ObjectNode> find(String visit, Predicate<ObjectNode> wanted) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        for (String name : state.names(prefix(visit))) {
            state.find(name).filter(wanted).ifPresent(line -> found.put(name, line));
        }
        return found;
    }

    private static String settlement(ObjectNode line) {
        return line.path("setl_id").asString("");
    }

    private static String prefix(String visit) {
        return "line/" + visit + "/";
    }
}
