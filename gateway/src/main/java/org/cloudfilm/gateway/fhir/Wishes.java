package org.cloudfilm.gateway.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the client wants its answer.
 *
 * @param raw      not FHIR, but what a Binary holds
 * @param elements of {@code _elements}; empty for all
 * @param returningAsked whether the client said what to return; if not, single changes are returned, a
 *     transaction's are not
 * @param strict   refuse what is not understood instead of leaving it out
 */
record Wishes(
        Format format,
        boolean raw,
        boolean pretty,
        Summary summary,
        List<String> elements,
        Return returning,
        boolean returningAsked,
        boolean strict) {

    static final Wishes PLAIN =
            new Wishes(Format.JSON, false, false, Summary.FALSE, List.of(), Return.REPRESENTATION, false, false);

    enum Format {
        JSON("application/fhir+json;charset=UTF-8"),
        XML("application/fhir+xml;charset=UTF-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    enum Summary {
        TRUE,
        TEXT,
        DATA,
        COUNT,
        FALSE
    }

    enum Return {
        MINIMAL,
        REPRESENTATION,
        OPERATION_OUTCOME
    }

    /** @param accept, prefer the headers, null where absent */
    static Wishes of(Query query, String accept, String prefer) throws FhirRejection {
        if (query.parameters().isEmpty() && prefer == null && isPlainJson(accept)) {
            return PLAIN;
        }
        AcceptHeader.Choice choice = AcceptHeader.choose(accept, query.first("_format").orElse(null));
        return new Wishes(
                choice.format(),
                choice.raw(),
                query.first("_pretty").map("true"::equals).orElse(false),
                summary(query.first("_summary").orElse("false")),
                query.first("_elements").map(Wishes::list).orElse(List.of()),
                returning(prefer),
                prefer != null && prefer.contains("return="),
                prefer != null && prefer.contains("handling=strict"));
    }

    /** As further parameters say: those of a form, or of an entry of a Bundle. */
    Wishes and(Query query) throws FhirRejection {
        if (!query.saysHow()) {
            return this;
        }
        Optional<String> named = query.first("_format");
        Optional<String> part = query.first("_summary");
        return new Wishes(
                named.isPresent() ? AcceptHeader.choose(null, named.get()).format() : format,
                raw,
                query.first("_pretty").map("true"::equals).orElse(pretty),
                part.isPresent() ? summary(part.get()) : summary,
                query.first("_elements").map(Wishes::list).orElse(elements),
                returning,
                returningAsked,
                strict);
    }

    private static boolean isPlainJson(String accept) {
        return accept != null && (accept.equals("application/fhir+json") || accept.equals("application/json"));
    }

    private static List<String> list(String elements) {
        return Arrays.stream(elements.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList();
    }

    private static Summary summary(String value) throws FhirRejection {
        return switch (value) {
            case "true" -> Summary.TRUE;
            case "text" -> Summary.TEXT;
            case "data" -> Summary.DATA;
            case "count" -> Summary.COUNT;
            case "false", "" -> Summary.FALSE;
            default -> throw FhirRejection.badRequest("_summary", "_summary is true, text, data, count or false");
        };
    }

    private static Return returning(String prefer) {
        if (prefer == null) {
            return Return.REPRESENTATION;
        }
        if (prefer.contains("return=minimal")) {
            return Return.MINIMAL;
        }
        return prefer.contains("return=OperationOutcome") ? Return.OPERATION_OUTCOME : Return.REPRESENTATION;
    }

    /** Whether contents can be sent as they are stored. */
    boolean whole() {
        return (summary == Summary.FALSE || summary == Summary.COUNT) && elements.isEmpty();
    }
}
