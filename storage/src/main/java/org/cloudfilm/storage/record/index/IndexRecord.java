package org.cloudfilm.storage.record.index;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.json.JsonDocument;

/** Reads the values of all search parameters out of a resource, in one walk over it. Thread safe. */
public final class IndexRecord {

    private final ZoneId zone;
    private final List<String> ownBases;

    /**
     * @param zone     in which a date without zone is taken
     * @param ownBases URLs under which this server's records are known, such as {@code https://host/fhir}: references
     *     that begin with one are relative to it
     */
    public IndexRecord(ZoneId zone, Set<String> ownBases) {
        this.zone = zone;
        this.ownBases = ownBases.stream()
                .map(base -> base.endsWith("/") ? base : base + "/")
                .toList();
    }

    /**
     * @param document a resource whose structure has been checked
     * @param self     the id it has or will have
     */
    public IndexRows extract(JsonDocument document, ResourceType type, RecordId self, ReferenceResolver resolver) {
        return new Extraction(document, type, self, resolver, zone, ownBases).rows();
    }
}
