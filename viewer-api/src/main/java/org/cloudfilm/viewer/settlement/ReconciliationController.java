package org.cloudfilm.viewer.settlement;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.viewer.CurrentRequester;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/reconciliation?day=2026-11-22}: the books against the insurer and the channel, for administrators; no
 * patient is in it. Each look is written down. Problems: 400 days, 403 not-yours.
 */
@RestController
class ReconciliationController {

    private static final int FURTHEST_BACK = 3660;

    private final Reconciliation reconciliation;
    private final AuditTrail audit;
    private final InstantSource clock;

    ReconciliationController(Reconciliation reconciliation, AuditTrail audit, InstantSource clock) {
        this.reconciliation = reconciliation;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param day in China Standard Time; today when it is left away */
    @GetMapping("/api/reconciliation")
    Reconciliation.Day differences(@RequestParam(defaultValue = "") String day) {
        Requester.Administrator who = CurrentRequester.find(Requester.Administrator.class)
                .orElseThrow(() -> Refusals.forbidden("only administrators reconcile"));
        LocalDate wanted = day(day);
        audit.begin(new AuditEntry(clock.instant(), who.id(), null, "read-reconciliation", null,
                        Purpose.HSYSADMIN.name(), "granted", null))
                .await();
        return reconciliation.of(wanted);
    }

    private LocalDate day(String text) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), LocalZone.ZONE);
        if (text.isEmpty()) {
            return today;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isAfter(today) && day.isAfter(today.minusDays(FURTHEST_BACK))) {
                return day;
            }
        } catch (DateTimeException e) {
            // answered below, like a day that can have no books
        }
        throw Refusals.of(HttpStatus.BAD_REQUEST, "days", "day is one of the last ten years, such as 2026-11-22");
    }
}
