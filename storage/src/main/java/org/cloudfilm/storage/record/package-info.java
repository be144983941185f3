/**
 * FHIR R4 resources: what hospitals say about visits, orders, reports, persons.
 *
 * <p>Nouns: a <em>record</em> is a resource with its id and versions; its <em>content</em> is the JSON as the hospital
 * sent it, byte for byte but for {@code id}, {@code meta.versionId}, {@code meta.lastUpdated} and rewritten references.
 * Its <em>subject</em> is the patient whose compartment it is in. Its <em>hospital</em> is the one that wrote it.
 *
 * <p>In: bytes → {@code json} (a tape of positions, no objects) → {@code schema} (structure check) → {@code index}
 * (rows of search parameters) → one database transaction that holds content, index rows, person link and outbox
 * events, or nothing. Out: an id or a {@code search} query and a permit → content bytes, joined to a Bundle without
 * being parsed again. What is large (over 64 KiB of base64) is cut out and lies in the object store under its hash.
 *
 * <p>Failure: a bad resource is refused with its path, a transaction as a whole; the loser of two concurrent changes
 * is told so (version conflict); two concurrent conditional creates make one record (advisory lock on the criteria).
 * A resource whose references lead nowhere is kept: hospitals send in any order.
 */
package org.cloudfilm.storage.record;
