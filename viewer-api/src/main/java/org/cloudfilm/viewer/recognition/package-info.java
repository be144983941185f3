/**
 * Mutual recognition: what a person had done before, whether it may stand in for an exam that is being ordered, and what
 * the doctor decides about it. The system proposes and records; it never cancels an order.
 *
 * <p>Nouns: a <em>prior</em> is an exam done before that the doctor may see; an <em>assessment</em> says whether it may
 * be recognised and why; a <em>decision</em> is the doctor's: recognise, decline with a lawful reason, or cite.
 *
 * <p>In: CDS Hooks 2.0 at {@code /cds-services} ({@code CdsController}) and the doctor's page at {@code /api}
 * ({@code TimelineController}, {@code DecisionController}); both ask {@code Priors}, which reads nothing without a permit
 * of storage.consent with the clinician as requester. What may not be seen is not there: not counted, not hinted at.
 * Out: decisions with their events ({@code recognition-decided}, {@code recognition-revoked}) and the patient's notices,
 * in one transaction ({@code Decide}).
 *
 * <p>Failure: two decisions at once about one order and study make one (unique index); feedback told twice is stored
 * twice and decided once; when the trail cannot be written nothing is decided.
 */
package org.cloudfilm.viewer.recognition;
