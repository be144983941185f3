package org.cloudfilm.storage.person;

/** One of the two persons has been merged meanwhile: look again. */
public final class PersonMovedException extends RuntimeException {

    PersonMovedException() {
        super("the person has been merged into another", null, false, false);
    }
}
