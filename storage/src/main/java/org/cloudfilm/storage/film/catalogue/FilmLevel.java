package org.cloudfilm.storage.film.catalogue;

/** What a search lists (PS3.4 section C.6.2, study root). */
public enum FilmLevel {
    STUDY,
    SERIES,
    INSTANCE
}
