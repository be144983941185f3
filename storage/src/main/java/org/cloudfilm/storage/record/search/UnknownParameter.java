package org.cloudfilm.storage.record.search;

/** A name that is no search parameter of the type, or one that is not supported. */
final class UnknownParameter extends RuntimeException {

    UnknownParameter(String text) {
        super(text, null, false, false);
    }
}
