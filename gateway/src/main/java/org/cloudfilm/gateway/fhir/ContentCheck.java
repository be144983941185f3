package org.cloudfilm.gateway.fhir;

import org.cloudfilm.storage.record.RecordChange;

/** What a deployment asks of contents beyond their structure, which the store checks anyway. */
interface ContentCheck {

    ContentCheck NONE = change -> {};

    /** @throws FhirRejection 422 with the elements at fault */
    void check(RecordChange change) throws FhirRejection;
}
