/**
 * Subscriptions (FHIR R4 section Subscription, rest-hook): whoever subscribed is told of new versions that fit the criteria.
 *
 * <p>A Subscription record is checked in the transaction that writes it and refused if it could never work
 * ({@code CheckSubscription}). An outbox event asks for its approval; whoever carries that out enters it in the table
 * {@code subscription} and, when every process must have seen that, makes it active. In each transaction that writes
 * records, {@link org.cloudfilm.storage.record.subscription.TellSubscribers} asks which approved subscriptions of the
 * writer's hospital the new versions fit, and adds an outbox event for each pair. The sending is not done here.
 *
 * <p>A hospital is told of what it wrote itself, which is what rules 1 and 2 of access let its systems read. Failure: a
 * subscription whose receiver stays out of reach ends in status error; its events are set aside and come back when it
 * is requested again.
 */
package org.cloudfilm.storage.record.subscription;
