package org.cloudfilm.gateway.hl7v2;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.cloudfilm.storage.inbox.DeadLettersFullException;
import org.cloudfilm.storage.inbox.NewDeadLetter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Writes down what became of messages. The audit trail's object is type and control ID, never content. */
final class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);

    private final DeadLetters letters;
    private final AuditTrail audit;
    private final Clock clock;

    Ledger(DeadLetters letters, AuditTrail audit, Clock clock) {
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
    }

    void refused(InetAddress from) {
        audit.append(new AuditEntry(
                clock.instant(), from.getHostAddress(), null, "take-message", null, null, "refused", "no such sender"));
    }

    void refused(InetAddress from, Hospital hospital, String reason) {
        audit.append(new AuditEntry(clock.instant(), from.getHostAddress(), hospital.id().value(), "take-message", null,
                null, "refused", reason));
    }

    /** @param outcome {@code done} or {@code failed} */
    void taken(Hospital hospital, Header header, String outcome, String reason) {
        audit.append(new AuditEntry(
                clock.instant(),
                Incoming.senderOf(header),
                hospital.id().value(),
                "take-message",
                (Incoming.typeOf(header) + " " + header.controlId()).strip(),
                null,
                outcome,
                reason));
    }

    /** @throws DeadLettersFullException when it was not kept */
    void keep(NewDeadLetter letter) {
        letters.add(letter);
    }

    /** Its sender is not told whether it was kept: nobody knows who that is. */
    void keepUnreadable(byte[] bytes, InetAddress from, Fault fault) {
        try {
            letters.add(new NewDeadLetter(Optional.empty(), "", "", "", from.getHostAddress(), bytes,
                    Digests.sha256(bytes), MessageCharset.guess(bytes, Optional.empty()), fault.toString()));
            log.warn("message from {} is a dead letter: {}", from.getHostAddress(), fault);
        } catch (DataAccessException | TransactionException | DeadLettersFullException e) {
            log.error("unreadable message from {} could not be kept: {}", from.getHostAddress(), e.getClass().getName());
        }
    }
}
