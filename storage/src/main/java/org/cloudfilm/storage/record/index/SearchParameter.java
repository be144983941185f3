package org.cloudfilm.storage.record.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import org.cloudfilm.storage.record.ResourceType;

/**
 * A search parameter of one type and where its rows lie.
 *
 * <p>Parameters whose paths are those of others have no rows of their own: their {@link #rows()} are the others'
 * numbers, any of which may match. {@code Observation.combo-code} is {@code code} or {@code component-code};
 * {@code Encounter.practitioner} is {@code participant} where the target's type is among {@link #targets()}, so a
 * target's key must always be made with one of these types.
 *
 * @param bit       position in {@link IndexRows#present()}
 * @param targets   names of the types that a reference may lead to; empty for any type, and for other kinds
 * @param rows      numbers to look for in the table of the kind; empty when the parameter is not supported and for
 *     composites
 * @param bySubject a reference that equals the record's subject makes no row: look at {@code record.subject} as well
 * @param pairings  of a composite: any of them may match
 * @param dataTypes of the elements it looks at, such as {@code CodeableConcept}
 */
public record SearchParameter(
        ResourceType type,
        String code,
        Kind kind,
        String expression,
        int bit,
        Set<String> targets,
        List<Rows> rows,
        boolean bySubject,
        List<Pairing> pairings,
        Set<String> dataTypes) {

    /** Kinds of parameters (FHIR R4 section 3.1.1.4), each with the table of its rows. */
    public enum Kind {
        /** record_token */
        TOKEN,
        /** record_string, folded */
        STRING,
        /** record_string, as it is; longer ones than {@value IndexRows#LONGEST_URI} characters have no row */
        URI,
        /** record_reference */
        REFERENCE,
        /** record_date */
        DATE,
        /** record_quantity, unit, system and code 0 */
        NUMBER,
        /** record_quantity, code 0 */
        QUANTITY,
        /** see {@link Pairing} */
        COMPOSITE,
        /** Location.near: record_quantity, {@code lo} is the latitude, {@code hi} the longitude in degrees, code 0 */
        SPECIAL
    }

    /**
     * The numbers under which the rows of one parameter lie.
     *
     * @param number     {@code param} of the rows
     * @param text       in record_string: displays, texts of concepts, identifier types ({@code :text})
     * @param identifier in record_token: {@code Reference.identifier} ({@code :identifier})
     * @param ofType     in record_token: code is Key64.of(type's code, value), system is that of the type, for
     *     identifiers ({@code :of-type})
     */
    public record Rows(int number, int text, int identifier, int ofType) {

        static Rows of(ResourceType type, String code) {
            String name = type.typeName() + "." + code;
            return new Rows(
                    SearchParameter.number(name),
                    SearchParameter.number(name + ":text"),
                    SearchParameter.number(name + ":identifier"),
                    SearchParameter.number(name + ":of-type"));
        }
    }

    /** How a composite of two parameters is answered. */
    public sealed interface Pairing {

        SearchParameter first();

        SearchParameter second();

        /** Both elements are there once in a record: it matches when each matches by itself. */
        record Both(SearchParameter first, SearchParameter second) implements Pairing {}

        /**
         * Rows of pairs, one for each pair of codings.
         *
         * <p>A quantity as second: record_quantity, {@code code} is Key64 of the first one's code. A token or reference:
         * record_token, {@code code} is Key64.of(first one's code, second one's code or {@code Type/id}),
         * {@code system} that of the second. The first one's system is in its own rows only: look there as well when the
         * query names it.
         */
        record Together(int number, SearchParameter first, SearchParameter second) implements Pairing {}
    }

    /** Of this parameter itself, also when it has no rows under it. */
    public int number() {
        return number(type.typeName() + "." + code);
    }

    public boolean supported() {
        return !rows.isEmpty() || !pairings.isEmpty();
    }

    /** The first four bytes of the SHA-256 of a name such as {@code Observation.code} or {@code Observation.code:text}. */
    static int number(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return type.typeName() + "." + code;
    }
}
