package org.cloudfilm.storage.film;

import java.io.IOException;

/** Bytes of a pack are not what they were when it was written. The message says where, never what. */
final class PackDamagedException extends IOException {

    PackDamagedException(String what) {
        super(what);
    }
}
