package org.cloudfilm.storage.consent.book;

/** What became of a wish about consents. */
public sealed interface ConsentOutcome<T> {

    record Done<T>(T value) implements ConsentOutcome<T> {}

    record Refused<T>(ConsentRefusal why) implements ConsentOutcome<T> {}
}
