package org.cloudfilm.storage.record;

/**
 * Something wrong with a resource or query.
 *
 * @param path the element at fault as a FHIRPath such as {@code Observation.component[2].code}, or the search
 *     parameter's name; empty for the whole. In a transaction it begins with {@code Bundle.entry[3].resource}
 * @param type code of the issue type: structure, required, value, invariant, code-invalid, too-long …
 * @param text for the sender's developers, in English; quotes names of elements, never values of a patient
 */
public record Flaw(String path, String type, String text) {}
