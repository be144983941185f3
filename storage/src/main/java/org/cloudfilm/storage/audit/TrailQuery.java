package org.cloudfilm.storage.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which entries of the trail to list, newest first.
 *
 * @param seq      the one entry of that number
 * @param from     made at or after
 * @param until    made before
 * @param actor    by this actor
 * @param object   on this object: {@code Patient/1}, a study UID
 * @param outcomes any of these; empty for all
 * @param before   older than the entry of that number: where the page before ended
 * @param count    at most this many
 */
public record TrailQuery(
        OptionalLong seq,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> actor,
        Optional<String> object,
        List<String> outcomes,
        OptionalLong before,
        int count) {}
