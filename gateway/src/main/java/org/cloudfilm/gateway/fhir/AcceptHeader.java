package org.cloudfilm.gateway.fhir;

import java.util.Locale;
import org.cloudfilm.gateway.fhir.Wishes.Format;

/** Content negotiation: {@code _format} before Accept, quality before order, JSON before XML when all is equal. */
final class AcceptHeader {

    private AcceptHeader() {}

    /** @param raw not FHIR is wanted at least as much: fit for the content of a Binary */
    record Choice(Format format, boolean raw) {}

    static Choice choose(String accept, String format) throws FhirRejection {
        if (format != null) {
            return new Choice(ofParameter(format), false);
        }
        if (accept == null || accept.isBlank()) {
            return new Choice(Format.JSON, true);
        }
        double json = 0;
        double xml = 0;
        double raw = 0;
        for (String range : accept.split(",")) {
            double quality = quality(range);
            String type = type(range);
            switch (type) {
                case "*/*", "application/*" -> {
                    // a wildcard is satisfied by what the Binary is, and by our usual format otherwise
                    json = Math.max(json, quality);
                    raw = Math.max(raw, quality);
                }
                default -> {
                    switch (MediaKind.ofHeader(type)) {
                        case JSON -> json = Math.max(json, foreignVersion(range) ? 0 : quality);
                        case XML -> xml = Math.max(xml, foreignVersion(range) ? 0 : quality);
                        default -> raw = Math.max(raw, quality);
                    }
                }
            }
        }
        if (json == 0 && xml == 0 && raw == 0) {
            throw notAcceptable();
        }
        boolean rather = raw > 0 && raw >= Math.max(json, xml) && !fhirNamed(accept);
        if (json == 0 && xml == 0 && !rather) {
            throw notAcceptable();
        }
        return new Choice(json == 0 && xml == 0 ? null : xml > json ? Format.XML : Format.JSON, rather);
    }

    private static boolean fhirNamed(String accept) {
        return accept.contains("fhir+");
    }

    private static Format ofParameter(String format) throws FhirRejection {
        String name = format.replace(' ', '+');
        int parameters = name.indexOf(';');
        name = parameters < 0 ? name : name.substring(0, parameters);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "json" -> Format.JSON;
            case "xml" -> Format.XML;
            default -> switch (MediaKind.of(name)) {
                case JSON -> Format.JSON;
                case XML -> Format.XML;
                default -> throw notAcceptable();
            };
        };
    }

    static FhirRejection notAcceptable() {
        return FhirRejection.of(
                406, "not-supported", "", "answers are application/fhir+json or application/fhir+xml");
    }

    private static String type(String range) {
        int semicolon = range.indexOf(';');
        return (semicolon < 0 ? range : range.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean foreignVersion(String range) {
        String flat = range.toLowerCase(Locale.ROOT).replace("\"", "").replace(" ", "");
        int at = flat.indexOf("fhirversion=");
        return at >= 0 && !flat.startsWith("fhirversion=4.0", at);
    }

    private static double quality(String range) {
        int at = range.indexOf("q=");
        if (at < 0) {
            return 1;
        }
        int end = range.indexOf(';', at);
        try {
            return Double.parseDouble(range.substring(at + 2, end < 0 ? range.length() : end).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
