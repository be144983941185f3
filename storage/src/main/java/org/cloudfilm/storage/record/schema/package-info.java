/**
 * The structure of FHIR R4 resources, and the check of a resource against it.
 *
 * <p>{@code structure.txt} holds every resource, data type and backbone element of R4 with the codes of its required
 * bindings. It is written from HAPI's model classes ({@code HapiModel} in the tests) when HAPI changes, which a test
 * notices: HAPI takes seconds of CPU and 75 MB to build the same at every start. Checked are names, cardinalities, JSON
 * types, formats of primitives and codes; invariants, terminology and profiles are a validator's business.
 */
package org.cloudfilm.storage.record.schema;
