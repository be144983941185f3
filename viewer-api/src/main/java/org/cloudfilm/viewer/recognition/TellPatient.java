package org.cloudfilm.viewer.recognition;

import java.util.Map;
import org.cloudfilm.storage.person.PersonId;

/** Tells a person something, in the caller's transaction. */
interface TellPatient {

    enum What {
        RECOGNISED,
        REPEATED,
        RECOGNITION_REVOKED
    }

    /** @param params codes, ids and numbers; the pages make words of them */
    void tell(PersonId person, What what, Map<String, String> params);
}
