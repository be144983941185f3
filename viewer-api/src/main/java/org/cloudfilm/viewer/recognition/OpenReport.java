package org.cloudfilm.viewer.recognition;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.exam.PatientExams;
import org.cloudfilm.storage.record.json.JsonDocument;
import org.cloudfilm.storage.visit.Visits;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;

/** Opens a report for a clinician, and counts that. */
final class OpenReport {

    /** Of Observation (FHIR R4, observation-status). */
    private static final Set<String> WITHDRAWN = Set.of("cancelled", "entered-in-error");

    private final Access access;
    private final PatientExams exams;
    private final ExamItems items;
    private final Openings openings;
    private final Visits visits;
    private final Hospitals hospitals;
    private final InstantSource clock;

    OpenReport(
            Access access,
            PatientExams exams,
            ExamItems items,
            Openings openings,
            Visits visits,
            Hospitals hospitals,
            InstantSource clock) {
        this.access = access;
        this.exams = exams;
        this.items = items;
        this.openings = openings;
        this.visits = visits;
        this.hospitals = hospitals;
        this.clock = clock;
    }

    /** Empty when there is none that the clinician may see, or it is not issued any more. */
    Optional<Views.ReportView> open(Requester.Clinician who, RecordId id) {
        Optional<Opened> opened = read(who, id);
        opened.ifPresent(one -> openings.add(new Openings.Opening(
                clock.instant(), who, one.report.stored().hospital(), id, item(one).map(ExamItem::code), specialty(who, one))));
        return opened.map(this::view);
    }

    private record Opened(Report report, RecordPermit permit) {}

    private Optional<Opened> read(Requester.Clinician who, RecordId id) {
        return access.decide(new AccessRequest.OpenRecord(who, id, Purpose.TREAT))
                        instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? exams.report(permit, id)
                        .map(Report::read)
                        .filter(Report::issued)
                        .map(report -> new Opened(report, permit))
                : Optional.empty();
    }

    /** Of the visit on which the doctor looks. */
    private String specialty(Requester.Clinician who, Opened opened) {
        return opened.report.patient()
                .flatMap(patient -> visits.open(who.hospital(), patient))
                .flatMap(visit -> exams.visit(opened.permit, visit.encounter()))
                .map(Specialty::of)
                .orElse("");
    }

    private Optional<ExamItem> item(Opened opened) {
        return opened.report.orders().stream()
                .flatMap(order -> exams.order(opened.permit, order).stream())
                .flatMap(order -> items.of(Priors.read(order)).stream())
                .findFirst();
    }

    private Views.ReportView view(Opened opened) {
        Report report = opened.report;
        return new Views.ReportView(
                report.stored().id().id(),
                report.at(),
                Views.Place.of(hospitals, report.stored().hospital()),
                findings(opened),
                report.conclusion(),
                report.pdf().isEmpty() ? null : "/fhir/" + report.pdf());
    }

    /** The texts of its results, withdrawn ones left out, or its narrative where it has none. */
    private String findings(Opened opened) {
        List<String> texts = new ArrayList<>();
        for (byte[] observation : exams.observations(opened.permit, opened.report.results())) {
            JsonDocument json = JsonDocument.ofStored(observation);
            String text = Json.string(json, json.root(), "valueString").strip();
            boolean withdrawn = WITHDRAWN.contains(Json.string(json, json.root(), "status"));
            if (!withdrawn && !text.isEmpty() && !opened.report.conclusion().contains(text)) {
                texts.add(text);
            }
        }
        return Stream.of(String.join("\n", texts), opened.report.narrative())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
