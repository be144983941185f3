/**
 * JSON without objects: {@code JsonDocument} keeps a resource's bytes and a tape of positions, one entry for each
 * value, so that it is read once, checked, indexed and written out again with a few strings replaced
 * ({@code SplicedJson}). Numbers and strings keep the writing they came in (FHIR asks that of decimals).
 */
package org.cloudfilm.storage.record.json;
