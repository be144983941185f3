/**
 * The append-only trail of decisions and accesses.
 *
 * <p>{@link org.cloudfilm.storage.audit.AuditTrail#append} returns once the entry is committed; concurrent entries
 * share a commit. Every row's hash covers its fields, its number and the hash of the row before;
 * {@link org.cloudfilm.storage.audit.VerifyAudit} walks the chain. Entries hold identifiers only.
 */
package org.cloudfilm.storage.audit;
