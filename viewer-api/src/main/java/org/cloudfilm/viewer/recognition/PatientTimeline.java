package org.cloudfilm.viewer.recognition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cloudfilm.storage.audit.Actors;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.exam.PatientExams;
import org.cloudfilm.storage.record.exam.StoredOrder;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.exam.ExamOrder;

/** A patient's exams in all hospitals and the orders of the clinician's own, as far as the clinician may see them. */
final class PatientTimeline {

    private static final int ORDERS = 50;
    private static final Set<String> NOT_IMAGES = Set.of("SR", "PR", "KO", "SEG", "DOC", "REG", "RTSTRUCT");

    private final PatientExams exams;
    private final Priors priors;
    private final AssessPrior assess;
    private final ExamItems items;
    private final Decisions decisions;
    private final OrderCosts costs;
    private final Actors actors;
    private final Hospitals hospitals;
    private final InstantSource clock;

    PatientTimeline(
            PatientExams exams,
            Priors priors,
            AssessPrior assess,
            ExamItems items,
            Decisions decisions,
            OrderCosts costs,
            Actors actors,
            Hospitals hospitals,
            InstantSource clock) {
        this.exams = exams;
        this.priors = priors;
        this.assess = assess;
        this.items = items;
        this.decisions = decisions;
        this.costs = costs;
        this.actors = actors;
        this.hospitals = hospitals;
        this.clock = clock;
    }

    /** Empty when there is no such patient for the clinician. */
    Optional<Views.Timeline> of(Requester.Clinician who, RecordId patient) {
        return priors.permit(who, patient).map(permit -> {
            LocalDate today = LocalDate.ofInstant(clock.instant(), LocalZone.ZONE);
            List<Assessed> assessed = priors.of(permit, patient).stream()
                    .map(prior -> new Assessed(prior, assess.of(prior, who.hospital(), today)))
                    .toList();
            List<Report> reports = exams.reports(permit, patient).stream()
                    .map(Report::read)
                    .filter(Report::issued)
                    .sorted(Comparator.comparing(Report::at).reversed())
                    .toList();
            return new Views.Timeline(
                    assessed.stream().map(one -> exam(who, one, reports)).toList(),
                    orders(who, permit, patient, assessed));
        });
    }

    private record Assessed(Prior prior, Assessment assessment) {}

    private Views.Exam exam(Requester.Clinician who, Assessed assessed, List<Report> reports) {
        Prior prior = assessed.prior;
        Assessment found = assessed.assessment;
        return new Views.Exam(
                prior.exam().study().value(),
                prior.exam().day().orElse(null),
                prior.item().map(Views.Item::of).orElse(null),
                prior.exam().modalities().stream().filter(one -> !NOT_IMAGES.contains(one)).findFirst().orElse(""),
                prior.exam().description(),
                Views.Place.of(hospitals, prior.exam().hospital()),
                prior.exam().hospital().equals(who.hospital()),
                found.marks(),
                new Views.Recognisable(found.yes(), found.because(), found.until().orElse(null)),
                reports.stream()
                        .filter(report -> report.isOf(prior.exam()))
                        .findFirst()
                        .map(report -> new Views.ReportLink(report.stored().id().id(), report.at()))
                        .orElse(null),
                prior.exam().instances());
    }

    private List<Views.OrderView> orders(
            Requester.Clinician who, RecordPermit permit, RecordId patient, List<Assessed> assessed) {
        List<Read> read = exams.orders(permit, patient).stream()
                .filter(order -> order.hospital().equals(who.hospital()))
                .map(order -> new Read(order, Priors.read(order)))
                .filter(order -> !order.content.status().equals("entered-in-error"))
                .filter(order -> items.of(order.content).isPresent())
                .limit(ORDERS)
                .toList();
        List<String> ids = read.stream().map(order -> order.stored.id().id()).toList();
        Map<String, OrderCosts.Charge> charges = costs.of(ids);
        List<Decision> all = decisions.ofOrders(who.hospital(), ids);
        Map<String, String> names = actors.names(all.stream().map(Decision::clinician).distinct().toList());
        Map<String, List<Decision>> decided = all.stream().collect(Collectors.groupingBy(Decision::order));
        return read.stream()
                .map(order -> view(order, charges.get(order.stored.id().id()),
                        decided.getOrDefault(order.stored.id().id(), List.of()), names, assessed))
                .toList();
    }

    private record Read(StoredOrder stored, ExamOrder content) {}

    private Views.OrderView view(
            Read order, OrderCosts.Charge charge, List<Decision> decided, Map<String, String> names,
            List<Assessed> assessed) {
        ExamItem item = items.of(order.content).orElseThrow();
        String id = order.stored.id().id();
        boolean open = order.content.open() && assessed.stream().noneMatch(one -> one.prior.carriesOut(id));
        List<String> recognisable = !open ? List.of() : assessed.stream()
                .filter(one -> one.assessment.yes() && one.prior.isOf(item))
                .map(one -> one.prior.exam().study().value())
                .toList();
        return new Views.OrderView(
                id,
                Views.Item.of(item),
                order.content.status(),
                authored(order),
                charge == null ? null : new Views.Charge(charge.state(), charge.amountFen(), charge.performed()),
                decided.stream()
                        .filter(one -> one.kind() != Decision.Kind.CITE)
                        .min(Comparator.comparing(Decision::kind))
                        .map(one -> Views.DecisionView.of(one, names))
                        .orElse(null),
                decided.stream().map(one -> Views.DecisionView.of(one, names)).toList(),
                recognisable);
    }

    private static Instant authored(Read order) {
        try {
            return OffsetDateTime.parse(order.content.authored()).toInstant();
        } catch (DateTimeException e) {
            return order.stored.lastUpdated();
        }
    }
}
