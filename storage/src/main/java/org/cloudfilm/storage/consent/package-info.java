/**
 * Who may read what.
 *
 * <p>A door makes a {@link org.cloudfilm.storage.consent.Requester} from an authenticated token, asks
 * {@link org.cloudfilm.storage.consent.Access} and gets a permit or a refusal. Storage reads nothing without a permit.
 * The decision is in the audit trail before it is returned; when the trail cannot be written
 * ({@link org.cloudfilm.storage.audit.AuditUnavailableException}) there is no decision and nothing is read. To the
 * requester a refusal looks like absence.
 */
package org.cloudfilm.storage.consent;
