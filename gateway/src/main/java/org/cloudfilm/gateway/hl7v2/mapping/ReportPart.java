package org.cloudfilm.gateway.hl7v2.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cloudfilm.gateway.hl7v2.ErrorCode;
import org.cloudfilm.gateway.hl7v2.Location;
import org.cloudfilm.gateway.hl7v2.Segment;
import org.cloudfilm.gateway.hl7v2.UnusableMessageException;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.IdentifierSystems;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** OBR and its OBX as a DiagnosticReport and its Observations. */
final class ReportPart {

    /** HL7 v2.5 chapter 7.4.2.3 (suffixes of OBX-3), and how reports are divided in Chinese hospitals. */
    private static final Pattern CONCLUSION = Pattern.compile(
            "(?i).*(&IMP|^IMP(RESSION)?$|CONCLUSION|IMPRESSION|诊断意见|检查意见|印象|结论|诊断结果|影像诊断|检查诊断).*");

    private final Draft draft;
    private final Hospital hospital;

    ReportPart(Draft draft) {
        this.draft = draft;
        this.hospital = draft.hospital();
    }

    /** Every report of the message. */
    void map() {
        List<OrderGroup> groups = OrderGroup.of(draft.message()).stream()
                .filter(group -> group.obr().isPresent())
                .toList();
        if (groups.isEmpty()) {
            throw new UnusableMessageException(
                    ErrorCode.SEGMENT_SEQUENCE, new Location("OBR", 1, 0, 0), "a report needs OBR");
        }
        Reference patient = draft.mentionedPatient();
        Optional<Reference> visit = draft.mentionedVisit(patient);
        groups.forEach(group -> map(group, patient, visit));
    }

    private void map(OrderGroup group, Reference patient, Optional<Reference> visit) {
        Segment obr = group.obr().orElseThrow();
        Identifier key = key(group, obr);
        DiagnosticReport report = new DiagnosticReport().setStatus(status(obr.get(25)));
        report.addIdentifier(key);
        group.accession(hospital).ifPresent(report::addIdentifier);
        report.setSubject(patient);
        visit.ifPresent(report::setEncounter);
        order(group, patient, visit).ifPresent(report::addBasedOn);
        report.setCode(Codes.concept(obr.first(4), hospital).orElseGet(() -> new CodeableConcept().setText("report")));
        OrderPart.section(obr.get(24)).ifPresent(report::addCategory);
        draft.times().dateTime(Codes.first(obr.get(7), obr.get(22))).ifPresent(report::setEffective);
        draft.times().instant(obr.get(22)).ifPresent(report::setIssuedElement);
        // NDL: number, name and so on are subcomponents of the first component
        Names.practitioner(obr.get(32, 1, 1), obr.get(32, 1, 2) + obr.get(32, 1, 3), hospital)
                .ifPresent(report::addResultsInterpreter);
        results(group, report, patient, visit, key);
        Snapshot.note(report, group);
        draft.transaction().update(report, key);
    }

    /** @throws UnusableMessageException when the report has no number */
    private Identifier key(OrderGroup group, Segment obr) {
        return group.filler(hospital)
                .or(() -> group.placer(hospital))
                .map(number -> Draft.identifier(IdentifierSystems.report(hospital), number.getValue()))
                .orElseThrow(() -> new UnusableMessageException(
                        ErrorCode.REQUIRED_FIELD_MISSING, obr.at(3), "a report needs the number of its order"));
    }

    private Optional<Reference> order(OrderGroup group, Reference patient, Optional<Reference> visit) {
        return new OrderPart(draft).mentioned(group, patient, visit).or(() -> group.filler(hospital)
                .map(filler -> new Reference().setType("ServiceRequest").setIdentifier(filler)));
    }

    private void results(
            OrderGroup group, DiagnosticReport report, Reference patient, Optional<Reference> visit, Identifier key) {
        List<String> conclusions = new ArrayList<>();
        ResultPart results = new ResultPart(draft, report, patient, visit, key);
        for (ResultPart.Item item : ResultPart.items(group.results())) {
            Segment obx = item.obx();
            var document = Attachments.of(obx);
            if (document.isPresent()) {
                if (!item.isWithdrawn()) {
                    report.addPresentedForm(document.get());
                }
                continue;
            }
            if (obx.get(2).equals("ED") || obx.get(2).equals("RP") || item.isEmpty()) {
                continue;
            }
            Reference result = results.map(item);
            if (item.isWithdrawn()) {
                continue;
            }
            if (item.isText() && CONCLUSION.matcher(obx.raw(3)).matches()) {
                conclusions.add(item.text());
            }
            report.addResult(result);
        }
        List<String> notes = Draft.notes(group.notes()).stream().map(note -> note.getText()).toList();
        conclusions.addAll(notes);
        if (!conclusions.isEmpty()) {
            report.setConclusion(String.join("\n", conclusions));
        }
    }

    /** HL7 table 0123. */
    private static DiagnosticReportStatus status(String code) {
        return switch (code) {
            case "F", "" -> DiagnosticReportStatus.FINAL;
            case "C" -> DiagnosticReportStatus.CORRECTED;
            case "P", "R" -> DiagnosticReportStatus.PRELIMINARY;
            case "A" -> DiagnosticReportStatus.PARTIAL;
            case "I", "S", "O" -> DiagnosticReportStatus.REGISTERED;
            case "X" -> DiagnosticReportStatus.CANCELLED;
            default -> DiagnosticReportStatus.UNKNOWN;
        };
    }
}
