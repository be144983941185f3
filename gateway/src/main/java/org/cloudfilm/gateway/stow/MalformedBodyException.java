package org.cloudfilm.gateway.stow;

/** A multipart body that breaks RFC 2046: nothing after this point can be told apart. */
final class MalformedBodyException extends Exception {

    MalformedBodyException(String message) {
        super(message);
    }
}
