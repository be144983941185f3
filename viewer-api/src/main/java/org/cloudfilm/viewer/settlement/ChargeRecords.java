package org.cloudfilm.viewer.settlement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.viewer.exam.ExamItem;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Charges as ChargeItem and what was settled as Invoice (FHIR R4 sections 13.8 and 13.9), written on the platform's
 * behalf in the transaction that changes them.
 */
final class ChargeRecords {

    private static final RecordWriter WRITER = new RecordWriter(HospitalId.PLATFORM, "settlement");

    private final RecordStore store;
    private final Patients patients;

    ChargeRecords(RecordStore store, Patients patients) {
        this.store = store;
        this.patients = patients;
    }

    void write(Charge charge) {
        ObjectNode item = resource("ChargeItem", charge.id().toString());
        item.put("status", status(charge.state()));
        ObjectNode code = item.putObject("code");
        code.putArray("coding").addObject()
                .put("system", ExamItem.SYSTEM).put("code", charge.item()).put("display", charge.name());
        code.put("text", charge.name());
        reference(item, "subject", patients.record(charge.visit()).toString());
        reference(item, "context", "Encounter/" + charge.visit().encounter());
        organization(item.putObject("performingOrganization"), charge.visit().hospital());
        item.putObject("quantity").put("value", 1);
        money(item.putObject("priceOverride"), charge.amount());
        charge.study().ifPresent(study -> item.putArray("service").addObject().put("reference", "ImagingStudy/" + study));
        item.putArray("supportingInformation").addObject().put("reference", "ServiceRequest/" + charge.order());
        write(ResourceType.CHARGE_ITEM, charge.id().toString(), item);
    }

    private static String status(ChargeState state) {
        return switch (state) {
            case PLANNED -> "planned";
            case DUE, SETTLING -> "billable";
            case PAID, REFUNDING -> "billed";
            case CANCELLED, REFUNDED -> "aborted";
        };
    }

    void write(Settlement settlement) {
        ObjectNode invoice = resource("Invoice", settlement.id().toString());
        invoice.putArray("identifier").addObject()
                .put("system", "urn:cloudfilm:invoice").put("value", settlement.invoice().orElseThrow());
        invoice.put("status", settlement.state() == SettlementState.PAID ? "balanced" : "cancelled");
        reference(invoice, "subject", patients.record(settlement.visit()).toString());
        invoice.put("date", settlement.paidAt().orElseThrow().toString());
        organization(invoice.putObject("issuer"), settlement.visit().hospital());
        ArrayNode lines = invoice.putArray("lineItem");
        for (Settlement.Line line : settlement.lines()) {
            ObjectNode one = lines.addObject().put("sequence", lines.size());
            reference(one, "chargeItemReference", "ChargeItem/" + line.charge());
            component(one.putArray("priceComponent"), "base", "", line.amount());
        }
        Split split = settlement.split().orElseThrow();
        ArrayNode parts = invoice.putArray("totalPriceComponent");
        component(parts, "informational", "fund", split.fund());
        component(parts, "informational", "account", split.account());
        component(parts, "informational", "family", split.family());
        component(parts, "informational", "self-pay", split.selfPay());
        money(invoice.putObject("totalNet"), settlement.total());
        money(invoice.putObject("totalGross"), settlement.total());
        write(ResourceType.INVOICE, settlement.id().toString(), invoice);
    }

    private static void component(ArrayNode components, String type, String code, Fen amount) {
        ObjectNode component = components.addObject().put("type", type);
        if (!code.isEmpty()) {
            component.putObject("code").putArray("coding").addObject()
                    .put("system", "urn:cloudfilm:settlement-part").put("code", code);
        }
        money(component.putObject("amount"), amount);
    }

    private static ObjectNode resource(String type, String id) {
        return JsonMapper.shared().createObjectNode().put("resourceType", type).put("id", id);
    }

    private static void reference(ObjectNode in, String name, String target) {
        in.putObject(name).put("reference", target);
    }

    private static void organization(ObjectNode reference, HospitalId hospital) {
        reference.putObject("identifier").put("system", IdentifierSystems.HOSPITAL).put("value", hospital.value());
    }

    private static void money(ObjectNode money, Fen amount) {
        money.put("value", BigDecimal.valueOf(amount.value(), 2)).put("currency", "CNY");
    }

    private void write(ResourceType type, String id, ObjectNode content) {
        RecordChange change = new RecordChange.Update(new RecordId(type, id),
                RecordChange.Content.of(JsonMapper.shared().writeValueAsBytes(content)), OptionalInt.empty());
        store.write(WRITER, List.of(new RecordStore.Entry(Optional.empty(), change)));
    }
}
