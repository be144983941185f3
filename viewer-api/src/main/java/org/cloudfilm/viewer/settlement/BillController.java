package org.cloudfilm.viewer.settlement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.book.Family;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Bills and receipts of patients, and of those they care for. Problems: 403 not-yours, 404 not-found, 409 not-payable
 * when there is nothing to pay any more, or not yet.
 */
@RestController
@RequestMapping("/api")
class BillController {

    private final Access access;
    private final Family family;
    private final Bills bills;
    private final SettlementDesk desk;
    private final SettlementViews views;

    BillController(Access access, Family family, Bills bills, SettlementDesk desk, SettlementViews views) {
        this.access = access;
        this.family = family;
        this.bills = bills;
        this.desk = desk;
        this.views = views;
    }

    /** Open and paid, the newest first; of wards with their names. */
    @GetMapping("/bills")
    List<SettlementViews.Bill> bills() {
        Requester.Patient who = patient();
        List<Bills.Found> found = bills.of(persons(who));
        Map<PersonId, SettlementViews.Person> wards = found.isEmpty() ? Map.of() : wards(who);
        return found.stream()
                .flatMap(one -> desk.settlements.find(one.settlement()).stream()
                        .map(settlement -> views.bill(settlement, Optional.ofNullable(wards.get(one.person())))))
                .toList();
    }

    private Map<PersonId, SettlementViews.Person> wards(Requester.Patient who) {
        return family.faces(who).stream()
                .filter(face -> !face.member().self())
                .collect(Collectors.toMap(
                        face -> face.member().person(),
                        face -> new SettlementViews.Person(face.member().person().toString(), face.name()),
                        (one, same) -> one));
    }

    @GetMapping("/bills/{settlement}/pay")
    SettlementViews.Pay pay(@PathVariable UUID settlement) {
        return SettlementViews.pay(find(settlement)).orElseThrow(() ->
                Refusals.of(HttpStatus.CONFLICT, "not-payable", "there is nothing to pay"));
    }

    @GetMapping("/receipts/{id}")
    SettlementViews.Receipt receipt(@PathVariable UUID id) {
        return Optional.of(find(id))
                .filter(settlement -> settlement.invoice().isPresent())
                .map(views::receiptView)
                .orElseThrow(Refusals::notFound);
    }

    private Settlement find(UUID id) {
        return bills.find(id, persons(patient()))
                .flatMap(found -> desk.settlements.find(found.settlement()))
                .orElseThrow(Refusals::notFound);
    }

    private static Requester.Patient patient() {
        return CurrentRequester.find(Requester.Patient.class)
                .orElseThrow(() -> Refusals.forbidden("only patients have bills"));
    }

    /** Whose bills they may read: it is written down like a search of their invoices. */
    private List<PersonId> persons(Requester.Patient who) {
        AccessRequest.SearchRecords request =
                new AccessRequest.SearchRecords(who, ResourceType.INVOICE, Optional.empty(), Purpose.PATRQT);
        return access.decide(request) instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                        && permit.scope() instanceof Scope.OfPersons(List<PersonId> persons)
                ? persons
                : List.of();
    }
}
