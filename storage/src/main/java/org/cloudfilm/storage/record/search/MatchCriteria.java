package org.cloudfilm.storage.record.search;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/**
 * Finds what the criteria of a conditional change or reference mean. Sees what the thread's database transaction has
 * written so far.
 */
public interface MatchCriteria {

    /**
     * Current records that match: of directory types anyone's, of others the hospital's own. At most two, since two are
     * as ambiguous as a hundred.
     *
     * @param criteria search parameters as in a URL, such as {@code identifier=urn:oid:1.2|34}, percent-encoded or not
     * @throws org.cloudfilm.storage.record.RecordRefusal BAD_QUERY for parameters that are unknown or malformed, and
     *     for criteria that say nothing
     */
    default List<RecordId> match(HospitalId hospital, ResourceType type, String criteria) {
        return match(hospital, type, criteria, Optional.empty());
    }

    /** @param base under which the criteria may name records of this server, such as {@code https://host/fhir} */
    List<RecordId> match(HospitalId hospital, ResourceType type, String criteria, Optional<String> base);
}
