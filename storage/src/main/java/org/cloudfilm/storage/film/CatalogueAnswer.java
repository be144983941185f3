package org.cloudfilm.storage.film;

/** What the catalogue made of an instance. */
sealed interface CatalogueAnswer {

    /** @param version of the instance, from 1 */
    record Added(int version) implements CatalogueAnswer {}

    /** The same bytes are there already, at that place. */
    record Known(StudyContents.Place place) implements CatalogueAnswer {}

    /** The same bytes were there, at the place that this instance was to be kept instead of. */
    record Moved(int version) implements CatalogueAnswer {}

    record Refused(StoreOutcome.Reason reason, String detail) implements CatalogueAnswer {}

    /**
     * The database could not be used.
     *
     * @param inDoubt it may have done all the same what it was told
     */
    record Failed(Exception cause, boolean inDoubt) implements CatalogueAnswer {}
}
