/**
 * Messages of hospitals, each applied once, and the dead letters among them.
 *
 * <p>{@link org.cloudfilm.storage.inbox.Inbox#take} runs a message's effects and keeps its answer in one transaction
 * under the sender's control ID: sent again, it gets the same answer and changes nothing. A message that cannot be
 * used becomes a {@link org.cloudfilm.storage.inbox.DeadLetter}, byte for byte, in the same transaction as its answer;
 * it is mended and replayed, or set aside.
 */
package org.cloudfilm.storage.inbox;
