package org.cloudfilm.storage.inbox;

/** What became of a message that was handed in. */
public sealed interface Taken {

    /** Applied now. */
    record Applied(byte[] answer) implements Taken {}

    /** Came before, byte for byte; nothing was done again. */
    record Repeated(byte[] answer) implements Taken {}

    /** Another message came under this control ID; nothing was done. */
    record Conflicting() implements Taken {}
}
