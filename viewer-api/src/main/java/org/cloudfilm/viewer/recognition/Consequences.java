package org.cloudfilm.viewer.recognition;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.notice.NoticeKind;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.outbox.Outbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.person.PersonId;

/** What follows from a decision: the line in the trail, and in its transaction the event and the notice to the patient. */
final class Consequences {

    /** Payload {@code {"decision": uuid}}; of recognitions and refusals, not of citations. */
    static final String DECIDED = "recognition-decided";

    static final String REVOKED = "recognition-revoked";

    private final Outbox outbox;
    private final Notices notices;
    private final AuditTrail audit;
    private final OrderCosts costs;
    private final InstantSource clock;

    Consequences(Outbox outbox, Notices notices, AuditTrail audit, OrderCosts costs, InstantSource clock) {
        this.outbox = outbox;
        this.notices = notices;
        this.audit = audit;
        this.costs = costs;
        this.clock = clock;
    }

    /**
     * Before the transaction: the trail is written over a connection of its own, for which one that holds another must
     * not wait. Somebody else may still be faster.
     */
    void writeDown(Requester.Clinician who, Decision decision, String action) {
        audit.append(entry(who, decision, action));
    }

    void decided(Decision decision) {
        if (decision.kind() != Decision.Kind.CITE) {
            tell(DECIDED, decision);
            Map<String, String> params = params(decision);
            if (decision.kind() == Decision.Kind.RECOGNISE) {
                params.put("from", decision.from().value());
                params.put("savedFen", Long.toString(costs.planned(decision.order())));
                decision.person().ifPresent(person -> notices.tell(person, NoticeKind.RECOGNISED, params));
            } else {
                params.put("reason", decision.reason());
                decision.person().ifPresent(person -> notices.tell(person, NoticeKind.REPEATED, params));
            }
        }
    }

    void revoked(Decision decision) {
        if (decision.kind() != Decision.Kind.CITE) {
            tell(REVOKED, decision);
        }
        if (decision.kind() == Decision.Kind.RECOGNISE) {
            decision.person().ifPresent(person ->
                    notices.tell(person, NoticeKind.RECOGNITION_REVOKED, params(decision)));
        }
    }

    /** In order for each person, so that a recognition is undone after it was done. */
    private void tell(String kind, Decision decision) {
        String key = decision.person().map(PersonId::toString).orElse("subject " + decision.subject());
        outbox.add(new OutboxEvent(kind, key, "{\"decision\":\"" + decision.id() + "\"}"));
    }

    private static Map<String, String> params(Decision decision) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("decision", decision.id().toString());
        params.put("item", decision.item());
        params.put("hospital", decision.hospital().value());
        params.put("study", decision.study());
        return params;
    }

    private AuditEntry entry(Requester.Clinician who, Decision decision, String action) {
        return new AuditEntry(
                clock.instant(),
                who.id(),
                who.hospital().value(),
                action,
                decision.study(),
                Purpose.TREAT.name(),
                "granted",
                decision.reason().isEmpty() ? null : "reason " + decision.reason());
    }
}
