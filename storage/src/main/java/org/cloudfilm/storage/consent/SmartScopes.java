package org.cloudfilm.storage.consent;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cloudfilm.storage.record.ResourceType;

/**
 * What the scopes of a token leave of what its bearer may do (SMART App Launch 2.2, "Scopes for requesting FHIR
 * resources"): {@code patient/ImagingStudy.rs}, {@code system/*.cruds}, and {@code .read}, {@code .write}, {@code .*} of
 * version 1. Scopes take away and never add: whose data is read is decided by {@link Access} all the same.
 *
 * <p>{@code patient/} counts for patients, {@code user/} for people, {@code system/} for hospitals' systems; a scope of
 * another kind, of a type not kept here or narrowed by search parameters grants nothing. A token that names no such
 * scope at all, as those of our own pages, may do what its role may.
 */
public final class SmartScopes {

    /** What may be done with resources of a type. */
    public enum Interaction {
        CREATE('c'),
        READ('r'),
        UPDATE('u'),
        DELETE('d'),
        SEARCH('s');

        private final char letter;

        Interaction(char letter) {
            this.letter = letter;
        }

        private int bit() {
            return 1 << ordinal();
        }
    }

    /** Nothing is taken away. */
    public static final SmartScopes ALL = new SmartScopes(everything());

    private static final Pattern SCOPE = Pattern.compile("(patient|user|system)/([A-Za-z]+|\\*)\\.(c?r?u?d?s?|read|write|\\*)");
    private static final Pattern FOR_RESOURCES = Pattern.compile("(patient|user|system)/.*");

    /** Bits of interactions, by type. */
    private final int[] allowed;

    private SmartScopes(int[] allowed) {
        this.allowed = allowed;
    }

    /** @param claims of the verified token that made {@code who}; {@code scope} is a list or a text with spaces */
    public static SmartScopes of(Requester who, Map<String, Object> claims) {
        List<String> scopes = texts(claims.get("scope"));
        if (scopes.stream().noneMatch(scope -> FOR_RESOURCES.matcher(scope).matches())) {
            return ALL;
        }
        int[] allowed = new int[ResourceType.values().length];
        for (String scope : scopes) {
            Matcher parts = SCOPE.matcher(scope);
            if (parts.matches() && levels(who).contains(parts.group(1))) {
                allow(allowed, parts.group(2), bits(parts.group(3)));
            }
        }
        return new SmartScopes(allowed);
    }

    public boolean allows(ResourceType type, Interaction interaction) {
        return (allowed[type.ordinal()] & interaction.bit()) != 0;
    }

    public boolean allowsAll(Interaction interaction) {
        return Arrays.stream(allowed).allMatch(bits -> (bits & interaction.bit()) != 0);
    }

    /** Whether they take anything away. */
    public boolean limits() {
        return this != ALL;
    }

    private static List<String> texts(Object claim) {
        return switch (claim) {
            case String text -> List.of(text.split(" "));
            case Collection<?> list -> list.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    private static List<String> levels(Requester who) {
        return switch (who) {
            case Requester.Patient _ -> List.of("patient", "user");
            case Requester.HospitalSystem _ -> List.of("system");
            default -> List.of("user");
        };
    }

    private static void allow(int[] allowed, String type, int bits) {
        if (type.equals("*")) {
            Arrays.setAll(allowed, i -> allowed[i] | bits);
        } else {
            ResourceType.find(type).ifPresent(found -> allowed[found.ordinal()] |= bits);
        }
    }

    private static int bits(String letters) {
        return switch (letters) {
            case "*" -> everyBit();
            case "read" -> Interaction.READ.bit() | Interaction.SEARCH.bit();
            case "write" -> Interaction.CREATE.bit() | Interaction.UPDATE.bit() | Interaction.DELETE.bit();
            default -> Arrays.stream(Interaction.values())
                    .filter(one -> letters.indexOf(one.letter) >= 0)
                    .mapToInt(Interaction::bit)
                    .sum();
        };
    }

    private static int everyBit() {
        return (1 << Interaction.values().length) - 1;
    }

    private static int[] everything() {
        return Collections.nCopies(ResourceType.values().length, everyBit()).stream().mapToInt(bits -> bits).toArray();
    }
}
