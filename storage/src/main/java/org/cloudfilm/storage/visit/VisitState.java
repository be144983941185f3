package org.cloudfilm.storage.visit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.index.DateInterval;
import org.cloudfilm.storage.record.json.JsonDocument;

/**
 * What an Encounter (R4 section 8.11) says of its visit.
 *
 * @param kind    {@code class.code}, empty when there is none
 * @param endedAt of one that took place and is over; null otherwise
 */
record VisitState(String kind, boolean open, Instant startedAt, Instant endedAt) {

    private static final Set<String> OPEN = Set.of("arrived", "triaged", "in-progress", "onleave");
    private static final String FINISHED = "finished";

    /** @param writtenAt stands in for the end of a finished visit that has none */
    static VisitState read(byte[] encounter, Instant writtenAt) {
        JsonDocument json = JsonDocument.ofStored(encounter);
        String status = json.text(json.root(), "status");
        int period = json.find(json.root(), "period");
        int kind = json.find(json.root(), "class");
        Optional<DateInterval> start = moment(json, period, "start");
        Optional<DateInterval> end = moment(json, period, "end");
        boolean open = OPEN.contains(status);
        Instant ended = status.equals(FINISHED)
                ? end.map(interval -> interval.until().minus(1, ChronoUnit.MICROS)).orElse(writtenAt)
                : null;
        return new VisitState(
                kind < 0 ? "" : json.text(kind, "code"),
                open,
                start.map(DateInterval::from).orElse(null),
                ended);
    }

    private static Optional<DateInterval> moment(JsonDocument json, int period, String name) {
        return period < 0
                ? Optional.empty()
                : DateInterval.parse(json.text(period, name), LocalZone.ZONE);
    }
}
