package org.cloudfilm.gateway.hl7v2;

import org.cloudfilm.storage.hospital.Hospital;

/** What a message does to the records. */
public interface Hl7Handler {

    /**
     * Stores what the message says, within the database transaction the thread has open: either all of it and the
     * answer, or nothing.
     *
     * @throws UnusableMessageException when the message cannot be used as it is; whatever else is thrown is taken for
     *                                  a failure of ours
     */
    void apply(Hl7Message message, Hospital sender);
}
