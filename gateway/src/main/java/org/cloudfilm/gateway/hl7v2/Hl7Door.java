package org.cloudfilm.gateway.hl7v2;

import java.time.Clock;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.cloudfilm.storage.inbox.Inbox;

/** The server and the replaying of dead letters, put together around one handler. */
public record Hl7Door(MllpServer server, ReplayDeadLetter replay) {

    public static Hl7Door open(
            Hl7Settings settings,
            Hospitals hospitals,
            Hl7Handler handler,
            Inbox inbox,
            DeadLetters letters,
            AuditTrail audit,
            Clock clock) {
        Answers answers = new Answers(clock);
        Ledger ledger = new Ledger(letters, audit, clock);
        TakeMessage take = new TakeMessage(handler, inbox, ledger, answers);
        return new Hl7Door(
                new MllpServer(settings, new MessageDesk(hospitals, settings.processingIds(), take, ledger, answers)),
                new ReplayDeadLetter(hospitals, handler, inbox, letters, answers));
    }
}
