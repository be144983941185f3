package org.cloudfilm.gateway.hl7v2.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.gateway.hl7v2.Repetition;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** OBX as an Observation. */
final class ResultPart {

    private static final String INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    private static final Set<String> TEXT = Set.of("", "ST", "TX", "FT");

    private final Draft draft;
    private final Hospital hospital;
    private final DiagnosticReport report;
    private final Reference patient;
    private final Optional<Reference> visit;
    private final Identifier reportKey;
    private final Map<String, Integer> seen = new HashMap<>();

    ResultPart(
            Draft draft, DiagnosticReport report, Reference patient, Optional<Reference> visit, Identifier reportKey) {
        this.draft = draft;
        this.hospital = draft.hospital();
        this.report = report;
        this.patient = patient;
        this.visit = visit;
        this.reportKey = reportKey;
    }

    /** One result: an OBX, and the OBX that carry on its text. */
    record Item(Segment obx, List<String> lines, List<Segment> notes) {

        boolean isText() {
            return TEXT.contains(obx.get(2));
        }

        String text() {
            return String.join("\n", lines).strip();
        }

        /** It is written as it now stands, and no part of its report any more. */
        boolean isWithdrawn() {
            return withdraws(obx);
        }

        boolean isEmpty() {
            return isText() && text().isEmpty() && notes.isEmpty();
        }
    }

    /** Many systems send each line of a text as an OBX of its own, with the same code and sub-ID. */
    static List<Item> items(List<OrderGroup.Result> results) {
        List<Item> items = new ArrayList<>();
        for (OrderGroup.Result result : results) {
            Segment obx = result.obx();
            List<String> lines = obx.repetitions(5).stream().map(Repetition::whole).toList();
            boolean carriesOn = !items.isEmpty() && isMoreOf(items.getLast(), obx);
            if (carriesOn) {
                items.getLast().lines().addAll(lines);
                items.getLast().notes().addAll(result.notes());
            } else {
                items.add(new Item(obx, new ArrayList<>(lines), new ArrayList<>(result.notes())));
            }
        }
        return items;
    }

    private static boolean isMoreOf(Item item, Segment obx) {
        return item.isText()
                && obx.get(2).equals(item.obx().get(2))
                && obx.raw(3).equals(item.obx().raw(3))
                && obx.raw(4).equals(item.obx().raw(4))
                && withdraws(obx) == item.isWithdrawn()
                && !obx.raw(3).isEmpty();
    }

    private static boolean withdraws(Segment obx) {
        return status(obx.get(11)) == ObservationStatus.ENTEREDINERROR;
    }

    Reference map(Item item) {
        Segment obx = item.obx();
        Observation result = new Observation().setStatus(status(obx.get(11)));
        Identifier key = key(obx);
        result.addIdentifier(key);
        result.setSubject(patient);
        visit.ifPresent(result::setEncounter);
        report.getBasedOn().forEach(result::addBasedOn);
        result.setCategory(report.getCategory());
        result.setCode(Codes.concept(obx.first(3), hospital).orElse(report.getCode()));
        draft.times().dateTime(obx.get(14)).ifPresentOrElse(result::setEffective, () -> {
            if (report.hasEffective()) {
                result.setEffective(report.getEffective());
            }
        });
        if (report.hasIssued()) {
            result.setIssuedElement(report.getIssuedElement());
        }
        value(item).ifPresent(result::setValue);
        interpretation(obx, result);
        String range = obx.first(7).whole();
        if (!range.isEmpty()) {
            result.addReferenceRange().setText(range);
        }
        obx.repetitions(16).forEach(who -> Names.practitioner(who, hospital).ifPresent(result::addPerformer));
        Draft.notes(item.notes()).forEach(result::addNote);
        return draft.transaction().update(result, key);
    }

    /** Number of the report, code and sub-ID; what is the same within one report is counted. */
    private Identifier key(Segment obx) {
        String name = reportKey.getValue() + "/" + Codes.first(obx.get(3), obx.get(3, 2)) + "/" + obx.first(4).whole();
        int nth = seen.merge(name, 1, Integer::sum);
        return Draft.identifier(IdentifierSystems.result(hospital), nth == 1 ? name : name + "/" + nth);
    }

    private Optional<Type> value(Item item) {
        Segment obx = item.obx();
        Repetition value = obx.first(5);
        Optional<Type> typed = switch (obx.get(2)) {
            case "NM" -> number(value.whole()).map(number -> quantity(number, "", obx));
            case "SN" -> structured(value, obx);
            case "CE", "CWE", "CNE", "IS", "ID" -> Codes.concept(value, hospital).map(Type.class::cast);
            case "DT", "TS", "DTM" -> draft.times().dateTime(value.get(1)).map(Type.class::cast);
            default -> Optional.empty();
        };
        return typed.or(() -> Optional.of(item.text()).filter(text -> !text.isEmpty()).map(StringType::new));
    }

    /** A comparator and one number; ranges and ratios stay text. */
    private static Optional<Type> structured(Repetition sn, Segment obx) {
        if (!sn.get(3).isEmpty() || !sn.get(4).isEmpty()) {
            return Optional.empty();
        }
        return number(sn.get(2)).map(number -> quantity(number, sn.get(1), obx));
    }

    /** Data type NM: the point may come first or last. */
    private static Optional<BigDecimal> number(String text) {
        return text.matches("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})")
                ? Optional.of(new BigDecimal(text.startsWith("+") ? text.substring(1) : text))
                : Optional.empty();
    }

    private static Quantity quantity(BigDecimal number, String comparator, Segment obx) {
        Quantity quantity = new Quantity().setValue(number);
        switch (comparator) {
            case "<", "<=", ">", ">=" -> quantity.setComparator(QuantityComparator.fromCode(comparator));
            default -> { }
        }
        String unit = Codes.first(obx.get(6, 2), obx.get(6));
        if (!unit.isEmpty()) {
            quantity.setUnit(unit);
        }
        if (obx.get(6, 3).equals("UCUM")) {
            quantity.setSystem("http://unitsofmeasure.org").setCode(obx.get(6));
        }
        return quantity;
    }

    /** HL7 table 0078, whose codes FHIR took over. */
    private static void interpretation(Segment obx, Observation result) {
        for (Repetition flag : obx.repetitions(8)) {
            String code = flag.get(1);
            result.addInterpretation(Set.of("L", "H", "LL", "HH", "N", "A", "AA", "U", "D", "B", "W", "S", "R", "I", "<",
                            ">", "POS", "NEG").contains(code)
                    ? new CodeableConcept(new Coding().setSystem(INTERPRETATION).setCode(code))
                    : new CodeableConcept().setText(code));
        }
    }

    /** HL7 table 0085. */
    private static ObservationStatus status(String code) {
        return switch (code) {
            case "F", "U", "" -> ObservationStatus.FINAL;
            case "C" -> ObservationStatus.CORRECTED;
            case "P", "R", "S" -> ObservationStatus.PRELIMINARY;
            case "I", "O" -> ObservationStatus.REGISTERED;
            case "X", "N" -> ObservationStatus.CANCELLED;
            case "D", "W" -> ObservationStatus.ENTEREDINERROR;
            default -> ObservationStatus.UNKNOWN;
        };
    }
}
