package org.cloudfilm.storage.record.index;

import java.util.List;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.schema.FhirSchema;

/**
 * Where a reference leads.
 *
 * @param typeName null when the reference does not tell
 * @param local    the {@code Type/id} of a record here or to come; null when it leads elsewhere
 * @param key      as in the index
 */
record Target(String typeName, String local, long key) {

    private static final String HISTORY = "/_history/";

    /**
     * @param ownBases URLs that stand for this server, each with a slash at its end
     * @return null for references within the resource, which have no rows
     */
    static Target of(String reference, List<String> ownBases) {
        if (reference.isEmpty() || reference.charAt(0) == '#') {
            return null;
        }
        String text = reference;
        int history = text.indexOf(HISTORY);
        if (history > 0) {
            text = text.substring(0, history);
        }
        for (String base : ownBases) {
            if (text.startsWith(base)) {
                text = text.substring(base.length());
            }
        }
        int slash = text.lastIndexOf('/');
        if (slash <= 0) {
            return elsewhere(null, text);
        }
        int before = text.lastIndexOf('/', slash - 1);
        String typeName = text.substring(before + 1, slash);
        String id = text.substring(slash + 1);
        if (FhirSchema.r4().resource(typeName).isEmpty() || !RecordId.wellFormed(id)) {
            return elsewhere(null, text);
        }
        return before < 0
                ? new Target(typeName, text, Key64.of(typeName, id))
                : elsewhere(typeName, text);
    }

    private static Target elsewhere(String typeName, String text) {
        return new Target(typeName, null, Key64.of(text));
    }
}
