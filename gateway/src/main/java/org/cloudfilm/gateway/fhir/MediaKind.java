package org.cloudfilm.gateway.fhir;

import java.util.Locale;

/** Content types this door knows (FHIR R4 section 3.1.0.1.10), older names of them included. */
enum MediaKind {
    JSON,
    XML,
    JSON_PATCH,
    FORM,
    /** no FHIR: content of a Binary */
    OTHER;

    /** Of one media type without its parameters. */
    static MediaKind of(String type) {
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "application/fhir+json", "application/json", "application/json+fhir", "text/json" -> JSON;
            case "application/fhir+xml", "application/xml", "application/xml+fhir", "text/xml" -> XML;
            case "application/json-patch+json" -> JSON_PATCH;
            case "application/x-www-form-urlencoded" -> FORM;
            default -> OTHER;
        };
    }

    /** Of a Content-Type header; a charset other than UTF-8 or another version of FHIR makes it nothing we know. */
    static MediaKind ofHeader(String header) {
        if (header == null) {
            return OTHER;
        }
        if (header.equals("application/fhir+json")) {
            return JSON;
        }
        String[] parts = header.split(";");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            boolean foreignCharset = parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")
                    && !parameter.equals("charset=utf8") && !parameter.equals("charset=us-ascii");
            if (foreignCharset || parameter.startsWith("fhirversion=") && !parameter.startsWith("fhirversion=4.0")) {
                return OTHER;
            }
        }
        return of(parts[0]);
    }

    boolean isFhir() {
        return this == JSON || this == XML;
    }
}
