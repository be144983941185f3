package org.cloudfilm.storage.record.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;

/** A search as it was understood. Made by {@link #parse}; its inner parts are this package's own affair. */
public final class RecordQuery {

    /** Matches in a page unless {@code _count} says otherwise. */
    public static final int DEFAULT_COUNT = 20;

    /** Matches in a page at most, whatever {@code _count} says. */
    public static final int MAXIMUM_COUNT = 1000;

    enum Total {
        NONE,
        ACCURATE
    }

    private final ResourceType type;
    private final List<String> unknown;
    private final Parts parts;

    record Parts(
            List<Condition> conditions,
            List<SortKey> order,
            int count,
            Total total,
            List<Inclusion> includes,
            List<Inclusion> reverseIncludes,
            Optional<PageToken> page,
            long hash,
            Optional<RecordId> patient,
            Optional<Identifier> patientIdentifier) {}

    /** @param system null for any, empty for none */
    public record Identifier(String system, String value) {}

    RecordQuery(ResourceType type, List<String> unknown, Parts parts) {
        this.type = type;
        this.unknown = List.copyOf(unknown);
        this.parts = parts;
    }

    /**
     * @param parameters names with modifiers, chains and values as decoded from the URL or form, in order, without
     *     those of the protocol ({@code _format}, {@code _pretty}, {@code _summary=…} but for count, {@code _elements})
     * @param strict     refuse unknown parameters instead of leaving them out
     * @throws org.cloudfilm.storage.record.RecordRefusal BAD_QUERY, with the parameter as path; TOO_COSTLY when it asks
     *     for more than a search may
     */
    public static RecordQuery parse(
            ResourceType type, List<Map.Entry<String, String>> parameters, boolean strict) {
        return new QueryParser(type, strict, OwnUrls.NONE).parse(parameters);
    }

    /**
     * The same for a client that may name records by their URLs.
     *
     * @param base under which the client knows them, such as {@code https://host/fhir}: no slash at its end
     */
    public static RecordQuery parse(
            ResourceType type, List<Map.Entry<String, String>> parameters, boolean strict, String base) {
        return new QueryParser(type, strict, new OwnUrls(base)).parse(parameters);
    }

    public ResourceType type() {
        return type;
    }

    /** Parameters that were left out (Prefer: handling=lenient). */
    public List<String> unknown() {
        return unknown;
    }

    /** The one Patient record the search is confined to, if it names one. */
    public Optional<RecordId> patient() {
        return parts.patient();
    }

    /** The one identifier whose bearers alone a search of Patients can find, if it names one. */
    public Optional<Identifier> patientIdentifier() {
        return parts.patientIdentifier();
    }

    /** Matches in a page at most. */
    public int count() {
        return parts.count();
    }

    /** Only the number of matches is wanted ({@code _summary=count}, {@code _count=0}). */
    public boolean countOnly() {
        return parts.count() == 0;
    }

    Parts parts() {
        return parts;
    }
}
