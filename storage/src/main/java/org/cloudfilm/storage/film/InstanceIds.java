package org.cloudfilm.storage.film;

/** What names an instance, as PS3.3 requires it of every composite object. */
public record InstanceIds(StudyUid study, SeriesUid series, SopInstanceUid instance, String sopClassUid) {}
