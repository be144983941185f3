package org.cloudfilm.storage.film;

/** What the catalogue made of an instance. */
sealed interface CatalogueAnswer {

    /** @param version of the instance, from 1 */
    record Added(int version) implements CatalogueAnswer {}

    /** The same bytes are there already, in that pack. */
    record Known(PackId pack) implements CatalogueAnswer {}

    record Refused(StoreOutcome.Reason reason, String detail) implements CatalogueAnswer {}

    /**
     * The database could not be used.
     *
     * @param inDoubt it may have done all the same what it was told
     */
    record Failed(Exception cause, boolean inDoubt) implements CatalogueAnswer {}
}
