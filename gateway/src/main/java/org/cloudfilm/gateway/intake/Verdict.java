package org.cloudfilm.gateway.intake;

import java.util.Optional;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.StoreOutcome;

/** What to tell the sender of an instance. */
public sealed interface Verdict {

    Optional<InstanceIds> ids();

    /** The archive has decided. */
    record Decided(StoreOutcome outcome) implements Verdict {
        @Override
        public Optional<InstanceIds> ids() {
            return outcome.ids();
        }
    }

    /** Not kept: the data set is not the one that was announced. */
    record NotAsAnnounced(InstanceIds instance, Announced.Discrepancy discrepancy) implements Verdict {
        @Override
        public Optional<InstanceIds> ids() {
            return Optional.of(instance);
        }
    }

    /** Not kept, and the fault is ours; the log has the cause. */
    record Failed(Optional<InstanceIds> ids) implements Verdict {}
}
