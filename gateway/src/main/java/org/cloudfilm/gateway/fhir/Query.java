package org.cloudfilm.gateway.fhir;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The parameters of a URL or form, in order, decoded once.
 *
 * @param raw as they came, without the question mark
 */
record Query(String raw, List<Map.Entry<String, String>> parameters) {

    static final Query NONE = new Query("", List.of());

    private static final int MOST_PARAMETERS = 1000;

    /** Say how to answer, not what to look for. */
    private static final Set<String> PRESENTATION = Set.of("_format", "_pretty", "_elements", "_summary");

    /** @throws FhirRejection 400 when percent signs are misused, 413 when there are too many */
    static Query parse(String raw) throws FhirRejection {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>(6);
        for (int at = 0; at < raw.length(); ) {
            int end = raw.indexOf('&', at);
            end = end < 0 ? raw.length() : end;
            if (parameters.size() == MOST_PARAMETERS) {
                throw FhirRejection.tooLarge("a query of at most " + MOST_PARAMETERS + " parameters is taken here");
            }
            if (end > at) {
                int equals = raw.indexOf('=', at);
                equals = equals < 0 || equals > end ? end : equals;
                parameters.add(Map.entry(
                        decode(raw, at, equals), equals == end ? "" : decode(raw, equals + 1, end)));
            }
            at = end + 1;
        }
        return new Query(raw, parameters);
    }

    /** As they would stand in a URL. */
    static Query of(List<Map.Entry<String, String>> parameters) throws FhirRejection {
        StringJoiner raw = new StringJoiner("&");
        parameters.forEach(parameter -> raw.add(encode(parameter.getKey()) + "=" + encode(parameter.getValue())));
        return parse(raw.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Of one URL and one form: a POSTed search may have both. */
    Query and(Query other) {
        if (parameters.isEmpty()) {
            return other;
        }
        if (other.parameters.isEmpty()) {
            return this;
        }
        List<Map.Entry<String, String>> both = new ArrayList<>(parameters);
        both.addAll(other.parameters);
        return new Query(raw + "&" + other.raw, both);
    }

    Optional<String> first(String name) {
        for (Map.Entry<String, String> parameter : parameters) {
            if (parameter.getKey().equals(name)) {
                return Optional.of(parameter.getValue());
            }
        }
        return Optional.empty();
    }

    List<String> all(String name) {
        return parameters.stream().filter(p -> p.getKey().equals(name)).map(Map.Entry::getValue).toList();
    }

    /** What to look for, and how much of it: everything but how to write it down. */
    List<Map.Entry<String, String>> criteria() {
        List<Map.Entry<String, String>> criteria = parameters;
        for (Map.Entry<String, String> parameter : parameters) {
            if (isPresentation(parameter)) {
                criteria = parameters.stream().filter(p -> !isPresentation(p)).toList();
                break;
            }
        }
        return criteria;
    }

    /** Whether it says how to answer, too. */
    boolean saysHow() {
        return parameters.stream().anyMatch(parameter -> PRESENTATION.contains(parameter.getKey()));
    }

    private static boolean isPresentation(Map.Entry<String, String> parameter) {
        return parameter.getKey().startsWith("_")
                && PRESENTATION.contains(parameter.getKey())
                && !(parameter.getKey().equals("_summary") && parameter.getValue().equals("count"));
    }

    /** The raw text without the parameters of these names. */
    String rawWithout(Set<String> names) {
        StringBuilder rest = new StringBuilder(raw.length());
        for (String parameter : raw.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (!parameter.isEmpty() && !names.contains(URLDecoder.decode(name, StandardCharsets.UTF_8))) {
                rest.append(rest.isEmpty() ? "" : "&").append(parameter);
            }
        }
        return rest.toString();
    }

    /** Criteria of a conditional interaction, as they stand in the URL. */
    String rawCriteria() {
        return rawWithout(PRESENTATION);
    }

    private static String decode(String raw, int from, int to) throws FhirRejection {
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+') {
                return decodeEscaped(raw, from, to);
            }
        }
        return raw.substring(from, to);
    }

    private static String decodeEscaped(String raw, int from, int to) throws FhirRejection {
        byte[] text = raw.substring(from, to).getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b == '%') {
                int high = i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
                int low = i + 2 < text.length ? Character.digit(text[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw FhirRejection.badRequest("", "a percent sign in the query is not followed by two hex digits");
                }
                b = (byte) (high << 4 | low);
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            text[length++] = b;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
