package org.cloudfilm.storage.outbox;

/**
 * Something that happened. Holds identifiers, never names or clinical content: the receiver reads those itself.
 *
 * @param kind    such as {@code order-changed}
 * @param key     events of one key are delivered in order: a person, a study, a record
 * @param payload JSON object
 */
public record OutboxEvent(String kind, String key, String payload) {}
