package org.cloudfilm.storage.share;

import java.util.Optional;
import java.util.UUID;

/** A share. Random, and no part of the link: it opens nothing. */
public record ShareId(UUID value) {

    /** Empty when the text is none. */
    public static Optional<ShareId> parse(String text) {
        try {
            UUID value = UUID.fromString(text);
            return value.toString().equals(text) ? Optional.of(new ShareId(value)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
