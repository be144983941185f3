package org.cloudfilm.viewer.settlement;

/** What came of a call to somebody who handles money. */
public sealed interface Outcome<T> {

    /** It was done, and this is the answer. */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * It was not done and will not be.
     *
     * @param code the provider's, stable; for people who look after it
     */
    record Refused<T>(String code) implements Outcome<T> {}

    /**
     * The answer was lost, or never came in time: it may have been done or not, or may still be done. Never call again;
     * ask what became of it.
     */
    record Unknown<T>() implements Outcome<T> {}

    /** Done, and nothing more to say. */
    static Outcome<Void> done() {
        return new Done<>(null);
    }
}
