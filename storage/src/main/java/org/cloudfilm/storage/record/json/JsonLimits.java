package org.cloudfilm.storage.record.json;

/**
 * What is refused without being read to its end.
 *
 * @param depth  of objects and arrays within each other
 * @param values in the whole document
 */
public record JsonLimits(int depth, int values) {

    /** FHIR's own deepest structures stay under 40; a million values take 28 MB to be read. */
    public static final JsonLimits DEFAULT = new JsonLimits(100, 1_000_000);
}
