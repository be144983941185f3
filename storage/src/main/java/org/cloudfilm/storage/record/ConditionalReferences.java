package org.cloudfilm.storage.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.cloudfilm.storage.record.search.MatchCriteria;

/** References such as {@code Practitioner?identifier=a|b}. Each is looked up once for a transaction. */
final class ConditionalReferences {

    private final MatchCriteria matching;
    private final RecordWriter writer;
    private final Map<String, RecordId> found = new HashMap<>();

    ConditionalReferences(MatchCriteria matching, RecordWriter writer) {
        this.matching = matching;
        this.writer = writer;
    }

    static boolean is(String reference) {
        int question = reference.indexOf('?');
        return question > 0 && ResourceType.find(reference.substring(0, question)).isPresent();
    }

    /** What a reference that has been resolved before says now; the reference itself if it is none of them. */
    String known(String reference) {
        RecordId target = found.get(reference);
        return target == null ? reference : target.toString();
    }

    /** The one record a reference means; empty when there is none (yet). */
    Optional<RecordId> resolve(String reference, Change change, String path) {
        RecordId known = found.get(reference);
        if (known != null) {
            return Optional.of(known);
        }
        int question = reference.indexOf('?');
        ResourceType type = ResourceType.find(reference.substring(0, question)).orElseThrow();
        List<RecordId> matches = matching.match(
                writer.hospital(), type, reference.substring(question + 1), writer.base());
        if (matches.size() > 1) {
            throw change.refusal(Kind.SEVERAL_MATCH, path, "the conditional reference matches several records");
        }
        matches.forEach(match -> found.put(reference, match));
        return matches.stream().findFirst();
    }
}
