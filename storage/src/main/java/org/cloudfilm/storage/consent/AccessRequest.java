package org.cloudfilm.storage.consent;

import org.cloudfilm.storage.film.StudyUid;

/** One question to {@link Access}: may this requester do this, for this purpose? */
public sealed interface AccessRequest {

    Requester who();

    Purpose why();

    /** To open one study: images, metadata, thumbnails, everything in it. */
    record OpenStudy(Requester who, StudyUid study, Purpose why) implements AccessRequest {}

    /** To search films, at any level of the hierarchy. */
    record SearchFilms(Requester who, Purpose why) implements AccessRequest {}
}
