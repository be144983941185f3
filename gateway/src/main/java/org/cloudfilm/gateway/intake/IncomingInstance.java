package org.cloudfilm.gateway.intake;

import java.util.Optional;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.FilmIntake;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.InstanceUpload;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance on its way from a door to the archive: an {@link InstanceUpload} that never throws, so that a fault of
 * ours costs the sender one instance and not the association or request.
 */
public final class IncomingInstance implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IncomingInstance.class);

    private final Announced announced;
    private final StoreLedger ledger;
    private InstanceUpload upload;
    private boolean finished;
    private long length;

    IncomingInstance(
            FilmIntake films,
            Arrival arrival,
            TransferSyntax transferSyntax,
            Announced announced,
            StoreLedger ledger) {
        this.announced = announced;
        this.ledger = ledger;
        try {
            upload = films.begin(arrival, transferSyntax);
        } catch (RuntimeException e) {
            log.error("cannot begin an instance", e);
        }
    }

    /** Takes the next bytes of the data set. */
    public void write(byte[] bytes, int offset, int length) {
        this.length += length;
        if (upload == null) {
            return;
        }
        try {
            upload.write(bytes, offset, length);
        } catch (RuntimeException e) {
            log.error("cannot take the bytes of an instance", e);
            giveUp();
        }
    }

    /** The data set is complete: compares it with what was announced and commits it. */
    public Verdict finish() {
        finished = true;
        Verdict verdict = decide();
        ledger.record(verdict, length);
        return verdict;
    }

    private Verdict decide() {
        if (upload == null) {
            return new Verdict.Failed(Optional.empty());
        }
        Optional<InstanceIds> ids = Optional.empty();
        try {
            ids = upload.ids();
            Optional<Announced.Discrepancy> discrepancy = ids.flatMap(announced::contradictedBy);
            if (discrepancy.isPresent()) {
                return new Verdict.NotAsAnnounced(ids.orElseThrow(), discrepancy.get());
            }
            return new Verdict.Decided(upload.commit());
        } catch (RuntimeException e) {
            log.error("cannot commit an instance", e);
            return new Verdict.Failed(ids);
        }
    }

    /** Gives the instance up unless it was finished and kept. */
    @Override
    public void close() {
        if (!finished) {
            finished = true;
            ledger.recordAbandoned(length);
        }
        giveUp();
    }

    private void giveUp() {
        if (upload == null) {
            return;
        }
        try {
            upload.close();
        } catch (RuntimeException e) {
            log.error("cannot undo an instance", e);
        }
        upload = null;
    }
}
