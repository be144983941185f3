package org.cloudfilm.gateway.intake;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.film.Arrival;
import org.cloudfilm.storage.film.StoreOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts a session's instances per study, and writes one audit entry for each study, not one for each instance. */
final class StoreLedger {

    /** An association may stay open for days and send everything: its books are closed from time to time. */
    private static final int STUDIES_IN_MEMORY = 500;

    private static final Logger log = LoggerFactory.getLogger(StoreLedger.class);

    private final AuditTrail audit;
    private final Clock clock;
    private final String actor;
    private final Arrival arrival;
    private final Counts total = new Counts();
    private final Map<String, Counts> unauditedByStudy = new HashMap<>();

    StoreLedger(AuditTrail audit, Clock clock, String actor, Arrival arrival) {
        this.audit = audit;
        this.clock = clock;
        this.actor = actor;
        this.arrival = arrival;
    }

    void record(Verdict verdict, long length) {
        // a null key stands for instances whose study could not be read
        String study = verdict.ids().map(ids -> ids.study().value()).orElse(null);
        unauditedByStudy.computeIfAbsent(study, uid -> new Counts()).add(verdict, length);
        total.add(verdict, length);
        if (unauditedByStudy.size() > STUDIES_IN_MEMORY) {
            flush();
        }
    }

    void recordAbandoned(long length) {
        total.abandoned++;
        total.bytes += length;
    }

    StoreTally total() {
        return total.tally();
    }

    void flush() {
        unauditedByStudy.forEach((study, counts) -> append(study, counts.tally()));
        unauditedByStudy.clear();
    }

    private void append(String study, StoreTally tally) {
        try {
            audit.append(new AuditEntry(
                    clock.instant(),
                    actor,
                    arrival.hospital().value(),
                    "store",
                    study,
                    null,
                    tally.kept() > 0 ? "done" : "failed",
                    arrival.via() + ": " + tally));
        } catch (RuntimeException e) {
            log.error("cannot audit a store by {}: {}", actor, tally, e);
        }
    }

    private static final class Counts {
        long stored;
        long versions;
        long already;
        long refused;
        long failed;
        long abandoned;
        long bytes;

        void add(Verdict verdict, long length) {
            bytes += length;
            switch (verdict) {
                case Verdict.Decided(StoreOutcome.Stored(var _, boolean newVersion)) when newVersion -> versions++;
                case Verdict.Decided(StoreOutcome.Stored _) -> stored++;
                case Verdict.Decided(StoreOutcome.AlreadyStored _) -> already++;
                case Verdict.Decided(StoreOutcome.Refused(var _, var reason, var _))
                when reason == StoreOutcome.Reason.OUT_OF_RESOURCES -> failed++;
                case Verdict.Decided(StoreOutcome.Refused _), Verdict.NotAsAnnounced _ -> refused++;
                case Verdict.Failed _ -> failed++;
            }
        }

        StoreTally tally() {
            return new StoreTally(stored, versions, already, refused, failed, abandoned, bytes);
        }
    }
}
