/** The structure of FHIR R4 resources, taken from HAPI's model once, and the check of a resource against it. */
package org.cloudfilm.storage.record.schema;
