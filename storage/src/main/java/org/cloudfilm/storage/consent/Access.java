package org.cloudfilm.storage.consent;

/**
 * The one place where it is decided who may read what. Default deny; each decision is in the audit trail before this
 * returns, so a caller that holds a permit may send the first byte.
 *
 * <p>A study permit covers one viewing (requester, study, a few minutes): asking again within it returns the same
 * decision without a second audit row. A search permit covers one search, which runs while its row is written and
 * answers no sooner.
 */
public interface Access {

    AccessDecision<StudyPermit> decide(AccessRequest.OpenStudy request);

    /** One viewing covers the searches about one patient; a search that names none is written down each time. */
    AccessDecision<SearchPermit> decide(AccessRequest.SearchFilms request);

    /** One viewing covers a record, as it does a study. */
    AccessDecision<RecordPermit> decide(AccessRequest.OpenRecord request);

    /** One viewing covers the searches about one patient; a search that names none is written down each time. */
    AccessDecision<RecordPermit> decide(AccessRequest.SearchRecords request);

    /** As a search about the patient who is found; when nobody is, it is written down each time. */
    AccessDecision<RecordPermit> decide(AccessRequest.FindPatient request);

    /** Each sending is written down: what has left cannot be called back. */
    AccessDecision<RecordPermit> decide(AccessRequest.TellSubscriber request);

    /** Each reading of the trail is itself written down. */
    AccessDecision<TrailPermit> decide(AccessRequest.ReadTrail request);
}
