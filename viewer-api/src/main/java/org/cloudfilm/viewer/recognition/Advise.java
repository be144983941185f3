package org.cloudfilm.viewer.recognition;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.viewer.exam.ExamItem;
import org.cloudfilm.viewer.exam.ExamItems;
import org.cloudfilm.viewer.exam.ExamOrder;
import org.cloudfilm.viewer.recognition.WriteCards.Found;

/** Answers a call of a CDS service: which earlier exams may stand in for what is being ordered. */
final class Advise {

    /** What a doctor is told of when the patient's chart is opened. */
    private static final int RECENT_DAYS = 30;

    private final PatientRecords patients;
    private final Priors priors;
    private final AssessPrior assess;
    private final ExamItems items;
    private final Decisions decisions;
    private final WriteCards cards;
    private final IssuedCards issued;
    private final InstantSource clock;

    Advise(
            PatientRecords patients,
            Priors priors,
            AssessPrior assess,
            ExamItems items,
            Decisions decisions,
            WriteCards cards,
            IssuedCards issued,
            InstantSource clock) {
        this.patients = patients;
        this.priors = priors;
        this.assess = assess;
        this.items = items;
        this.decisions = decisions;
        this.cards = cards;
        this.issued = issued;
        this.clock = clock;
    }

    /** @throws CdsRefusal 400 a visit of another patient, 412 the patient cannot be told from what was sent */
    Card.Cards advise(Requester.HospitalSystem system, CdsService service, CdsRequest request, boolean english) {
        Requester.Clinician who = new Requester.Clinician(request.clinician(), system.hospital());
        Map<ExamOrder, ExamItem> ordered = new LinkedHashMap<>();
        request.orders().forEach(order -> items.of(order).ifPresent(item -> ordered.put(order, item)));
        Optional<RecordId> patient = patient(who, request);
        if (patient.isEmpty() || service.ofOrders() && ordered.isEmpty()) {
            return Card.Cards.NONE;
        }
        Optional<RecordPermit> permit = priors.permit(who, patient.get());
        if (permit.isEmpty()) {
            return Card.Cards.NONE;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), LocalZone.ZONE);
        List<Prior> done = priors.of(permit.get(), patient.get());
        ordered.keySet().removeIf(order -> done.stream().anyMatch(prior -> prior.carriesOut(order.id())));
        List<Found> recognisable = done.stream()
                .map(prior -> new Found(prior, assess.of(prior, who.hospital(), today)))
                .filter(found -> found.assessment().yes())
                .toList();
        return service.ofOrders()
                ? ofOrders(new Call(who, service, request, patient.get(), today, english), ordered, recognisable)
                : ofPatient(who, patient.get(), recognisable, today, english);
    }

    private record Call(
            Requester.Clinician who, CdsService service, CdsRequest request, RecordId patient, LocalDate today,
            boolean english) {}

    /** By the id, where the hospital's system knows the patient by ours; else by the identifiers of its own record. */
    private Optional<RecordId> patient(Requester.Clinician who, CdsRequest request) {
        PatientRecords.Sent sent = patients.sent(who.hospital(), request.patient(), request.encounter());
        if (sent.patient()) {
            if (request.encounter().isPresent()) {
                long subject = sent.visitOf()
                        .orElseThrow(() -> new CdsRefusal(412, "the hospital has sent no such visit"));
                if (subject != request.patient().key()) {
                    throw CdsRefusal.bad("the visit is another patient's");
                }
            }
            return Optional.of(request.patient());
        }
        if (!request.prefetched()) {
            throw new CdsRefusal(412, "the hospital has sent no such patient, and none was prefetched");
        }
        return patients.find(who.hospital(), request.identifiers());
    }

    private Card.Cards ofPatient(
            Requester.Clinician who, RecordId patient, List<Found> recognisable, LocalDate today, boolean english) {
        List<Found> recent = recognisable.stream()
                .filter(found -> !found.prior().exam().hospital().equals(who.hospital()))
                .filter(found -> !found.prior().exam().day().orElseThrow().isBefore(today.minusDays(RECENT_DAYS)))
                .toList();
        return recent.isEmpty()
                ? Card.Cards.NONE
                : new Card.Cards(List.of(cards.ofPatient(patient, recent, RECENT_DAYS, today, english)));
    }

    private Card.Cards ofOrders(Call call, Map<ExamOrder, ExamItem> ordered, List<Found> recognisable) {
        Map<ExamOrder, List<Found>> matches = new LinkedHashMap<>();
        ordered.forEach((order, item) -> {
            List<Found> same = recognisable.stream()
                    .filter(found -> found.prior().isOf(item))
                    .toList();
            if (!same.isEmpty()) {
                matches.put(order, same);
            }
        });
        if (matches.isEmpty()) {
            return Card.Cards.NONE;
        }
        dropDecided(call.who, matches);
        List<Card> written = new ArrayList<>();
        List<IssuedCards.Issued> remembered = new ArrayList<>();
        matches.forEach((order, found) -> {
            Card card = cards.ofOrder(order, ordered.get(order), call.patient, found, call.today, call.english);
            written.add(card);
            if (card.suggestions() != null) {
                remembered.add(new IssuedCards.Issued(
                        card.uuid(), card.suggestions().getFirst().uuid(), call.service, call.who, call.patient,
                        call.request.encounter(), order.id(), found.getFirst().prior().exam().study().value()));
            }
        });
        issued.add(remembered, clock.instant());
        return new Card.Cards(written);
    }

    /** Whoever has decided is not asked again. */
    private void dropDecided(Requester.Clinician who, Map<ExamOrder, List<Found>> matches) {
        List<Decision> live = decisions.ofOrders(
                who.hospital(), matches.keySet().stream().map(ExamOrder::id).filter(id -> !id.isEmpty()).toList());
        Set<String> decided = new HashSet<>();
        Set<String> spared = new HashSet<>();
        live.stream().filter(one -> one.kind() != Decision.Kind.CITE).forEach(one -> {
            decided.add(one.order() + ' ' + one.study());
            if (one.kind() == Decision.Kind.RECOGNISE) {
                spared.add(one.order());
            }
        });
        matches.replaceAll((order, found) -> found.stream()
                .filter(one -> !spared.contains(order.id())
                        && !decided.contains(order.id() + ' ' + one.prior().exam().study().value()))
                .toList());
        matches.values().removeIf(List::isEmpty);
    }
}
