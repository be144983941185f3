package org.cloudfilm.storage.share;

import java.time.Instant;

/** What an opening gives out, known here by the SHA-256 of the secret in it. */
public sealed interface Granted {

    byte[] digest();

    Instant expiresAt();

    /** Opens the link's films. */
    record Token(byte[] digest, Instant expiresAt) implements Granted {}

    /** Fetches one file of the manifest, once. */
    record File(byte[] digest, Kind kind, Instant expiresAt) implements Granted {}

    enum Kind {
        RECORDS,
        ACCESS
    }
}
