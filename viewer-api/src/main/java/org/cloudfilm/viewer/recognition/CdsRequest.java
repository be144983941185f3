package org.cloudfilm.viewer.recognition;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.viewer.exam.Coding;
import org.cloudfilm.viewer.exam.ExamOrder;

/**
 * A call of a service, as far as it matters here.
 *
 * @param clinician   id of the Practitioner, or {@code PractitionerRole/id}
 * @param patient     as the hospital's system knows it
 * @param identifiers of the prefetched Patient; empty when none was prefetched
 * @param prefetched  a Patient came with the call
 * @param orders      ServiceRequests in question: those selected, or all that are to be signed
 */
record CdsRequest(
        String clinician,
        RecordId patient,
        Optional<RecordId> encounter,
        boolean prefetched,
        List<Coding> identifiers,
        List<ExamOrder> orders) {}
