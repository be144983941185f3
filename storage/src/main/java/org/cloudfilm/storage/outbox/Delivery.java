package org.cloudfilm.storage.outbox;

import java.time.Instant;

/** How the delivery of an event went. */
public sealed interface Delivery {

    record Done() implements Delivery {}

    /** Not now; the pause grows with every try. @param trouble for people who look after it, without patient data */
    record TryAgain(String trouble) implements Delivery {}

    /** Not before a moment, which is no failure. */
    record NotBefore(Instant moment) implements Delivery {}

    /** No number of tries will help. */
    record SetAside(String trouble) implements Delivery {}
}
