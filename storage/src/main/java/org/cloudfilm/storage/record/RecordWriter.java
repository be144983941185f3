package org.cloudfilm.storage.record;

import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;

/**
 * On whose behalf records are written. A hospital changes and deletes only what is its own.
 *
 * @param actor the authenticated sender's id for the audit trail
 * @param base  under which the sender knows this server's records, such as {@code https://host/fhir}: references and
 *     criteria may name them so, and are kept as {@code Patient/1}
 */
public record RecordWriter(HospitalId hospital, String actor, Optional<String> base) {

    public RecordWriter(HospitalId hospital, String actor) {
        this(hospital, actor, Optional.empty());
    }

    /** A reference as it is kept. */
    String relative(String reference) {
        return base.isPresent()
                        && reference.startsWith(base.get())
                        && reference.startsWith("/", base.get().length())
                ? reference.substring(base.get().length() + 1)
                : reference;
    }
}
