package org.cloudfilm.gateway.intake;

import java.time.Clock;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** The instances of one association or one STOW-RS request. Not thread safe. Closing it writes the audit trail. */
public final class StoreSession implements AutoCloseable {

    private final FilmIntake films;
    private final Arrival arrival;
    private final StoreLedger ledger;

    /** {@code actor} is the authenticated sender's id, as the audit trail shall name it. */
    public StoreSession(FilmIntake films, AuditTrail audit, Clock clock, Arrival arrival, String actor) {
        this.films = films;
        this.arrival = arrival;
        this.ledger = new StoreLedger(audit, clock, actor, arrival);
    }

    /** Begins one instance; the one before must be closed. */
    public IncomingInstance begin(TransferSyntax transferSyntax, Announced announced) {
        return new IncomingInstance(films, arrival, transferSyntax, announced, ledger);
    }

    public StoreTally tally() {
        return ledger.total();
    }

    /** Writes what is still unaudited. Failure is logged, as the instances are kept already. Safe to call twice. */
    @Override
    public void close() {
        ledger.flush();
    }
}
