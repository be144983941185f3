package org.cloudfilm.storage.inbox;

/** Too many dead letters wait already: the message was not kept, and its sender must keep it. */
public final class DeadLettersFullException extends RuntimeException {

    DeadLettersFullException() {
        super("too many open dead letters");
    }
}
