/**
 * What HL7 v2 messages say, as FHIR R4: a message becomes a transaction Bundle of conditional updates and creates, and
 * nothing here knows of sockets or databases.
 *
 * <p>{@code MapMessage} is the entry. Every resource is found again by an identifier of the hospital's own
 * ({@link org.cloudfilm.storage.hospital.IdentifierSystems}): what a message is about is updated
 * ({@code PUT Patient?identifier=…}), what it only mentions is created if it is not there yet. What an update leaves
 * unsaid is filled in from what is known by {@code MergeIntoKnown}.
 */
package org.cloudfilm.gateway.hl7v2.mapping;
