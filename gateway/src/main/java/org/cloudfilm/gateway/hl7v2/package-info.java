/**
 * HL7 v2 over MLLP: admissions, orders, reports and appointments as most hospital systems send them.
 *
 * <p>{@code MllpServer} listens and {@code MllpConnection} reads blocks ({@code MllpReader}); {@code MessageDesk}
 * tells by application, facility and address which hospital speaks; {@code TakeMessage} decodes
 * ({@code MessageCharset}, before anything is split), reads ({@link org.cloudfilm.gateway.hl7v2.Hl7Message}) and runs
 * the {@link org.cloudfilm.gateway.hl7v2.Hl7Handler} in one transaction with the control ID
 * ({@link org.cloudfilm.storage.inbox.Inbox}); {@code Answers} acknowledges by the original or the enhanced rules.
 *
 * <p>{@code StoreRecords} is the handler: it maps, fills in what is known, writes; {@code SamePatients} moves records and
 * persons when a hospital says that two numbers are one patient.
 *
 * <p>What can go wrong, and what becomes of it:
 * <ul>
 *   <li>sent again with the same bytes: the same answer, nothing is done; with others: AE, a dead letter
 *   <li>cannot be decoded, read or mapped: AE (commit: CA, for it is kept), a dead letter until mended and replayed
 *   <li>the database or the audit trail is away: AE (commit: CE), nothing is kept, the sender tries again
 *   <li>unknown sender, too long, for training: AR (commit: CR), nothing is kept
 *   <li>cut off, too slow, no MLLP: nothing is done, the connection ends
 * </ul>
 */
package org.cloudfilm.gateway.hl7v2;
