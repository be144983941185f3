/**
 * Who may read what.
 *
 * <p>A door makes a {@link org.cloudfilm.storage.consent.Requester} from an authenticated token, asks
 * {@link org.cloudfilm.storage.consent.Access} and gets a permit or a refusal. Storage reads nothing without a permit.
 * The decision is in the audit trail before it is returned; when the trail cannot be written
 * ({@link org.cloudfilm.storage.audit.AuditUnavailableException}) there is no decision and nothing is read. To the
 * requester a refusal looks like absence.
 *
 * <p>Nouns: a <em>rule</em> is one of five ({@link org.cloudfilm.storage.consent.RuledAccess}), a <em>ground</em> is the
 * rule that granted with what made it do so, as the trail says it ({@code rule 3: visit e1, consent c1}). A
 * <em>horizon</em> is all that one requester may read, and a permit's <em>scope</em> is the same as a condition: it is part
 * of every statement that searches, counts, includes or lists versions, so that what may not be read is not hinted at.
 *
 * <p>Flow of a decision: the kept viewing, if {@link org.cloudfilm.storage.consent.Freshness} vouches for it; else one
 * statement for what is asked about, one for how the requester stands to its person, and a row of the trail. What comes
 * of a film's own hospital within 90 days needs the first alone. Frames of a viewing ask nobody.
 *
 * <p>Whoever narrows access says so to {@link org.cloudfilm.storage.consent.AccessChanges} in the same transaction and
 * answers when all processes know. A process that cannot be reached loses its lease after three seconds and keeps nothing
 * from then on. What only time takes away (a consent's end, four hours of broken glass, a link's) is looked at by the
 * clock with every use. The end of a visit ends the viewings that began under it: every process hears of it within
 * milliseconds, though whoever wrote the Encounter is not kept waiting for them.
 */
package org.cloudfilm.storage.consent;
