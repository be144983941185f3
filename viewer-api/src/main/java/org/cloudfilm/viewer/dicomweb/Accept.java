package org.cloudfilm.viewer.dicomweb;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the client takes, from the {@code accept} query parameter (PS3.18 section 8.3.3.1) or the Accept header. An
 * element that cannot be parsed is left out.
 */
final class Accept {

    private static final List<MediaRange> ANYTHING = List.of(new MediaRange("*", "*", Map.of(), 1));

    private final List<MediaRange> ranges;

    private Accept(List<MediaRange> ranges) {
        this.ranges = ranges;
    }

    static Accept of(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && query.contains("accept=")) {
            String parameter = request.getParameter("accept");
            if (parameter != null) {
                return parse(parameter);
            }
        }
        Enumeration<String> headers = request.getHeaders("Accept");
        if (headers == null || !headers.hasMoreElements()) {
            return new Accept(ANYTHING);
        }
        String first = headers.nextElement();
        while (headers.hasMoreElements()) {
            first = first + "," + headers.nextElement();
        }
        return parse(first);
    }

    static Accept parse(String header) {
        List<MediaRange> ranges = new ArrayList<>(2);
        for (String element : split(header, ',')) {
            range(element).ifPresent(ranges::add);
        }
        return new Accept(ranges.isEmpty() && header.isBlank() ? ANYTHING : ranges);
    }

    /** The offer the client likes best; among equals the first. */
    Optional<Offer> choose(List<Offer> offers) {
        Offer best = null;
        double bestWeight = 0;
        for (Offer offer : offers) {
            double weight = weight(offer);
            if (weight > bestWeight) {
                best = offer;
                bestWeight = weight;
            }
        }
        return Optional.ofNullable(best);
    }

    private double weight(Offer offer) {
        int closest = 0;
        double weight = 0;
        for (MediaRange range : ranges) {
            int specificity = range.specificity(offer);
            if (specificity > closest || specificity == closest && specificity > 0 && range.weight() > weight) {
                closest = specificity;
                weight = range.weight();
            }
        }
        return weight;
    }

    private static Optional<MediaRange> range(String element) {
        List<String> parts = split(element, ';');
        // no name has a space, but of application/dicom+json in a query the plus has become one
        String name = parts.getFirst().strip().replace(' ', '+').toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            return Optional.empty();
        }
        double weight = 1;
        Map<String, String> parameters = new HashMap<>(4);
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String key = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = unquoted(part.substring(equals + 1).strip());
            if (key.equals("q")) {
                weight = weight(value);
            } else {
                parameters.put(key, value);
            }
        }
        return Optional.of(new MediaRange(name.substring(0, slash), name.substring(slash + 1), parameters, weight));
    }

    private static double weight(String value) {
        try {
            return Math.clamp(Double.parseDouble(value), 0, 1);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Splits outside of quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>(4);
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
