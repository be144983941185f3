package org.cloudfilm.viewer.dicomweb;

import java.util.Optional;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;

/** A study, or one series of it, or one instance of that. */
record Target(StudyUid study, Optional<SeriesUid> series, Optional<SopInstanceUid> instance) {}
