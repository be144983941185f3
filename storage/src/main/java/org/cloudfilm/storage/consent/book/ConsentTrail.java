package org.cloudfilm.storage.consent.book;

import java.time.InstantSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;

/** Writes down what was done about consents. Nobody's words are in it: the trail is read by people who may see no patient. */
final class ConsentTrail {

    private final AuditTrail audit;
    private final InstantSource clock;

    ConsentTrail(AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    void done(Requester who, String action, PersonId person, String reason) {
        write(who, action, "Person/" + person, "done", reason);
    }

    void done(Requester who, String action, String object, String reason) {
        write(who, action, object, "done", reason);
    }

    <T> ConsentOutcome<T> refused(Requester who, String action, String object, ConsentRefusal why) {
        write(who, action, object, "refused", why.code());
        return new ConsentOutcome.Refused<>(why);
    }

    /** Of which hospital a decision is, for entries whose actor is a patient. */
    static String about(HospitalId hospital) {
        return "hospital " + hospital;
    }

    private void write(Requester who, String action, String object, String outcome, String reason) {
        audit.append(new AuditEntry(
                clock.instant(),
                who.id(),
                who.actsFor().map(HospitalId::value).orElse(null),
                action,
                object,
                who.usualPurpose().name(),
                outcome,
                reason));
    }
}
