package org.cloudfilm.viewer.settlement;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Charges of a visit, and settling them in the consulting room, for clinicians of the visit's hospital. Problems: 400
 * unreadable or idempotency-key, 403 not-yours, 404 not-found, 409 nothing-due, not-payable, settlement-under-way (with
 * its id) or cannot-cancel, 422 idempotency-key-reused.
 */
@RestController
@RequestMapping("/api")
class SettlementController {

    private static final int LONGEST_KEY = 128;
    private static final int MOST_CHARGES = 100;

    private final SettlementDesk desk;
    private final VisitDoor visits;
    private final SettlementViews views;

    SettlementController(SettlementDesk desk, VisitDoor visits, SettlementViews views) {
        this.desk = desk;
        this.visits = visits;
        this.views = views;
    }

    /** @param charges to be settled; none for all that are due. A planned one, by itself, is paid before it is performed */
    record Wish(List<UUID> charges) {}

    @GetMapping("/visits/{encounter}/charges")
    SettlementViews.VisitCharges charges(@PathVariable String encounter) {
        Requester.Clinician who = clinician();
        VisitDoor.Visited visited = visit(who, encounter);
        Predicate<Charge.Visit> ofPatient = visits.ofPatient(visited);
        return views.charges(
                visited,
                desk.charges.ofVisit(who.hospital(), encounter).stream()
                        .filter(charge -> ofPatient.test(charge.visit()))
                        .toList(),
                desk.settlements.ofVisit(who.hospital(), encounter)
                        .filter(settlement -> ofPatient.test(settlement.visit())));
    }

    /** Settles as far as it goes without the patient; the same key is the same settlement, as it is by then. */
    @PostMapping("/visits/{encounter}/settlement")
    SettlementViews.SettlementView settle(
            @PathVariable String encounter,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody(required = false) Wish wish) {
        Requester.Clinician who = clinician();
        VisitDoor.Visited visited = visit(who, encounter);
        OpenSettlement.Opened opened =
                desk.open.open(who, encounter, visits.ofPatient(visited), checked(key), wanted(wish));
        return switch (opened) {
            case OpenSettlement.Opened.Settling(UUID id) -> views.settlement(desk.advance.advance(id));
            case OpenSettlement.Opened.UnderWay(UUID id) -> throw Refusals.with(HttpStatus.CONFLICT,
                    "settlement-under-way", "the visit is being settled already", "settlement", id);
            case OpenSettlement.Opened.KeyReused() -> throw Refusals.of(HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused", "this Idempotency-Key was used for another request");
            case OpenSettlement.Opened.NothingDue() ->
                throw Refusals.of(HttpStatus.CONFLICT, "nothing-due", "nothing of this visit is due");
            case OpenSettlement.Opened.NotPayable() -> throw Refusals.of(HttpStatus.CONFLICT, "not-payable",
                    "a charge is not there to be paid, or can only be paid by itself");
        };
    }

    @GetMapping("/settlements/{id}")
    SettlementViews.SettlementView settlement(@PathVariable UUID id) {
        return views.settlement(find(id));
    }

    /** Everybody gets back what they have paid so far; its charges are due again. Not after the patient has paid. */
    @PostMapping("/settlements/{id}/cancel")
    SettlementViews.SettlementView cancel(@PathVariable UUID id) {
        find(id);
        if (!desk.undo.cancel(id)) {
            throw Refusals.of(HttpStatus.CONFLICT, "cannot-cancel", "only what waits for the patient's payment can be cancelled");
        }
        return views.settlement(desk.advance.advance(id));
    }

    private Settlement find(UUID id) {
        Requester.Clinician who = clinician();
        Settlement settlement = desk.settlements.find(id)
                .filter(one -> one.visit().hospital().equals(who.hospital()))
                .orElseThrow(Refusals::notFound);
        visit(who, settlement.visit().encounter());
        return settlement;
    }

    private VisitDoor.Visited visit(Requester.Clinician who, String encounter) {
        return visits.find(who, encounter).orElseThrow(Refusals::notFound);
    }

    private static String checked(String key) {
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw Refusals.of(HttpStatus.BAD_REQUEST, "idempotency-key",
                    "an Idempotency-Key of 1 to " + LONGEST_KEY + " printable characters is needed");
        }
        return key;
    }

    private static Set<UUID> wanted(Wish wish) {
        if (wish == null || wish.charges() == null) {
            return Set.of();
        }
        if (wish.charges().size() > MOST_CHARGES || wish.charges().contains(null)) {
            throw Refusals.of(HttpStatus.BAD_REQUEST, "unreadable", "the request cannot be read");
        }
        return new TreeSet<>(wish.charges());
    }

    private static Requester.Clinician clinician() {
        return CurrentRequester.find(Requester.Clinician.class)
                .orElseThrow(() -> Refusals.forbidden("only clinicians settle visits"));
    }
}
