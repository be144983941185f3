package org.cloudfilm.storage.consent;

/**
 * A granted access decision. Every read method of storage takes one, and only this package can make one, so a
 * forgotten check does not compile.
 */
public sealed interface Permit permits StudyPermit, SearchPermit, RecordPermit, TrailPermit {

    Requester who();
}
