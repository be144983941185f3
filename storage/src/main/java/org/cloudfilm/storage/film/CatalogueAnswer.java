package org.cloudfilm.storage.film;

/** What the catalogue made of an instance. */
sealed interface CatalogueAnswer {

    /** @param version of the instance, from 1 */
    record Added(int version) implements CatalogueAnswer {}

    /** The same bytes are there already. */
    record Known() implements CatalogueAnswer {}

    record Refused(StoreOutcome.Reason reason, String detail) implements CatalogueAnswer {}

    /** The database could not be used, or it is not known whether it did what it was told. */
    record Failed(Exception cause) implements CatalogueAnswer {}
}
