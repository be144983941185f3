package org.cloudfilm.viewer.recognition;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.exam.PatientExams;
import org.cloudfilm.storage.record.exam.StoredOrder;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.exam.ExamOrder;
import org.springframework.transaction.support.TransactionOperations;

/** Takes a doctor's decision: checks that it may be taken, and writes it with everything that follows from it. */
final class Decide {

    private final Access access;
    private final PatientExams exams;
    private final Priors priors;
    private final AssessPrior assess;
    private final ExamItems items;
    private final PatientRecords patients;
    private final Decisions decisions;
    private final Consequences consequences;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Decide(
            Access access,
            PatientExams exams,
            Priors priors,
            AssessPrior assess,
            ExamItems items,
            PatientRecords patients,
            Decisions decisions,
            Consequences consequences,
            TransactionOperations transaction,
            InstantSource clock) {
        this.access = access;
        this.exams = exams;
        this.priors = priors;
        this.assess = assess;
        this.items = items;
        this.patients = patients;
        this.decisions = decisions;
        this.consequences = consequences;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What the doctor wants.
     *
     * @param order   logical id of the ServiceRequest; empty for a citation alone
     * @param patient the Patient record, where the order may not be here: on a card
     * @param reason  null unless declining
     */
    record Wish(
            String order,
            Optional<RecordId> patient,
            String study,
            Decision.Kind kind,
            RepeatReason reason,
            String note,
            Decision.Via via) {}

    sealed interface Outcome {

        record Made(Decision decision) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }

    /** @throws org.cloudfilm.storage.audit.AuditUnavailableException nothing is decided then */
    Outcome decide(Requester.Clinician who, Wish wish) {
        Optional<Ordered> stored = order(who, wish.order());
        boolean alone = wish.kind() == Decision.Kind.CITE && wish.order().isEmpty();
        if (stored.isEmpty() && wish.via() == Decision.Via.PAGE && !alone) {
            return new Outcome.Refused(Problem.NO_ORDER);
        }
        Optional<RecordId> patient = alone
                ? RecordId.wellFormed(wish.study())
                        ? patients.ofStudy(who.hospital(), new RecordId(ResourceType.IMAGING_STUDY, wish.study()))
                        : Optional.empty()
                : stored.flatMap(one -> one.order.patient()).or(wish::patient);
        if (alone && patient.isEmpty()) {
            return new Outcome.Refused(Problem.NO_EXAM);
        }
        if (patient.isEmpty() || wish.patient().isPresent() && !wish.patient().equals(patient)) {
            return new Outcome.Refused(Problem.NO_ORDER);
        }
        Optional<RecordPermit> permit = priors.permit(who, patient.get());
        List<Prior> done = permit.map(one -> priors.of(one, patient.get())).orElse(List.of());
        Optional<Prior> prior =
                done.stream().filter(exam -> exam.exam().study().value().equals(wish.study())).findFirst();
        if (prior.isEmpty()) {
            return new Outcome.Refused(Problem.NO_EXAM);
        }
        Optional<Problem> problem = wish.kind() == Decision.Kind.CITE
                ? Optional.empty()
                : against(who, stored.map(Ordered::order), prior.get(), done);
        return problem.<Outcome>map(Outcome.Refused::new).orElseGet(() ->
                write(who, wish, decision(who, wish, stored.map(Ordered::order), patient.get(), permit.get(), prior.get())));
    }

    private record Ordered(StoredOrder stored, ExamOrder order) {}

    /** An order of the clinician's own hospital. */
    private Optional<Ordered> order(Requester.Clinician who, String id) {
        if (!RecordId.wellFormed(id)) {
            return Optional.empty();
        }
        RecordId record = new RecordId(ResourceType.SERVICE_REQUEST, id);
        return access.decide(new AccessRequest.OpenRecord(who, record, Purpose.TREAT))
                        instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                ? exams.order(permit, record)
                        .filter(order -> order.hospital().equals(who.hospital()))
                        .map(order -> new Ordered(order, Priors.read(order)))
                : Optional.empty();
    }

    private Optional<Problem> against(
            Requester.Clinician who, Optional<ExamOrder> order, Prior prior, List<Prior> done) {
        // hospitals may leave an order active when its images are here
        if (order.isPresent()
                && (!order.get().open() || done.stream().anyMatch(exam -> exam.carriesOut(order.get().id())))) {
            return Optional.of(Problem.ORDER_CLOSED);
        }
        Optional<ExamItem> ordered = order.flatMap(items::of);
        if (order.isPresent() && (ordered.isEmpty() || !prior.isOf(ordered.get()))) {
            return Optional.of(Problem.OTHER_ITEM);
        }
        return assess.of(prior, who.hospital(), today()).yes()
                ? Optional.empty()
                : Optional.of(Problem.NOT_RECOGNISABLE);
    }

    private Decision decision(
            Requester.Clinician who,
            Wish wish,
            Optional<ExamOrder> order,
            RecordId patient,
            RecordPermit permit,
            Prior prior) {
        Optional<RecordId> visit = order.flatMap(ExamOrder::encounter);
        return new Decision(
                UUID.randomUUID(),
                wish.kind(),
                who.hospital(),
                who.id(),
                wish.order(),
                wish.study(),
                prior.exam().hospital(),
                decisions.personOf(patient.key()),
                patient.key(),
                prior.item().map(ExamItem::code).orElse(""),
                wish.reason() == null ? "" : wish.reason().code(),
                wish.note(),
                visit.flatMap(id -> exams.visit(permit, id)).map(Specialty::of).orElse(""),
                visit.map(RecordId::id).orElse(""),
                wish.via(),
                clock.instant(),
                Optional.empty());
    }

    private Outcome write(Requester.Clinician who, Wish wish, Decision decision) {
        if (decisions.excluded(decision)) {
            return new Outcome.Refused(Problem.ALREADY_DECIDED);
        }
        consequences.writeDown(who, decision, decision.kind().word() + "-exam");
        return transaction.execute(status -> {
            if (!decisions.add(decision)) {
                return new Outcome.Refused(Problem.ALREADY_DECIDED);
            }
            consequences.decided(decision);
            return new Outcome.Made(decision);
        });
    }

    /**
     * Takes a decision back; again does nothing. False when there is none of the clinician's hospital.
     *
     * @throws org.cloudfilm.storage.audit.AuditUnavailableException nothing is revoked then
     */
    boolean revoke(Requester.Clinician who, UUID id) {
        Optional<Decision> decision = decisions.find(id).filter(one -> one.hospital().equals(who.hospital()));
        if (decision.isEmpty()) {
            return false;
        }
        if (!decision.get().live()) {
            return true;
        }
        Instant now = clock.instant();
        consequences.writeDown(who, decision.get(), "revoke-decision");
        transaction.executeWithoutResult(status -> {
            if (decisions.revoke(id, who.id(), now)) {
                consequences.revoked(decision.get());
            }
        });
        return true;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LocalZone.ZONE);
    }
}
