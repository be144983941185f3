package org.cloudfilm.storage.record;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What must hold of a record for it to be changed (RFC 9110 sections 13.1.1 and 13.1.2). A deleted record is none, but
 * who names the version that deleted it may create it again.
 *
 * @param ifMatch     the current version must be among these
 * @param ifNoneMatch there must be none, or none of these versions
 */
public record Precondition(Optional<Versions> ifMatch, Optional<Versions> ifNoneMatch) {

    public static final Precondition NONE = new Precondition(Optional.empty(), Optional.empty());

    /** @param any {@code *}: whatever there is */
    public record Versions(boolean any, Set<Integer> numbers) {}

    /** Exactly this version, if one is given. */
    static Precondition version(OptionalInt version) {
        return version.isEmpty()
                ? NONE
                : new Precondition(
                        Optional.of(new Versions(false, Set.of(version.getAsInt()))), Optional.empty());
    }

    /**
     * @param version the current one, 0 when there never was any
     * @param exists  it is no deletion
     * @return why the change must not be made
     */
    public Optional<String> unmet(int version, boolean exists) {
        if (ifMatch.isPresent()) {
            Versions wanted = ifMatch.get();
            if (wanted.any() ? !exists : !wanted.numbers().contains(version)) {
                return Optional.of(wanted.any() ? "there is no such record" : "the version is not the current one");
            }
        }
        if (ifNoneMatch.isPresent() && exists) {
            Versions unwanted = ifNoneMatch.get();
            if (unwanted.any() || unwanted.numbers().contains(version)) {
                return Optional.of("there is such a record already");
            }
        }
        return Optional.empty();
    }
}
