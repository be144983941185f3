package org.cloudfilm.standalone.settings;

import java.net.URI;

/** Conditions that settings must meet; the message names the setting and what it must be. */
final class Checks {

    private Checks() {}

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static void requireHttp(String value, String name) {
        require(value.startsWith("http://") || value.startsWith("https://"), name + " must be an http(s) address");
    }

    /** Scheme, host and port alone. */
    static void requireOrigin(URI value, String name) {
        require(value != null && value.getHost() != null && (value.getPath() == null || value.getPath().isEmpty()),
                name + " must be an http(s) address without a path");
        requireHttp(value.toString(), name);
    }
}
