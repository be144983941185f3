package org.cloudfilm.storage.record.subscription;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cloudfilm.storage.hospital.AllowedEndpoints;
import org.cloudfilm.storage.record.Flaw;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.search.RecordCriteria;

/** What is wrong with a subscription that can be seen without asking anybody else. */
final class CheckSubscription {

    /** Media types in which a resource is sent; no payload is fine too. */
    private static final Set<String> PAYLOADS =
            Set.of("", "application/fhir+json", "application/json", "application/json+fhir");

    /** Headers that are the connection's own affair. */
    private static final Set<String> OURS = Set.of(
            "connection", "content-length", "content-type", "expect", "host", "keep-alive", "proxy-authorization",
            "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \\t]*([\\t\\x20-\\x7e]{0,8000})");
    private static final int MOST_HEADERS = 20;

    private CheckSubscription() {}

    static List<Flaw> flaws(SubscriptionTerms terms, AllowedEndpoints allowed) {
        List<Flaw> flaws = new ArrayList<>();
        criteria(terms.criteria(), flaws);
        if (!terms.channelType().equals("rest-hook")) {
            flaws.add(flaw("channel.type", "not-supported", "only rest-hook is supported here"));
            return flaws;
        }
        endpoint(terms.endpoint(), allowed).ifPresent(flaws::add);
        if (!PAYLOADS.contains(mediaType(terms.payload()))) {
            flaws.add(flaw("channel.payload", "not-supported",
                    "resources are sent as application/fhir+json, or not at all if there is no payload"));
        }
        headers(terms.headers(), flaws);
        return flaws;
    }

    static String mediaType(String payload) {
        int parameters = payload.indexOf(';');
        return (parameters < 0 ? payload : payload.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static void criteria(String criteria, List<Flaw> flaws) {
        try {
            RecordCriteria.parse(criteria);
        } catch (RecordRefusal refusal) {
            for (Flaw flaw : refusal.flaws()) {
                String parameter = flaw.path().isEmpty() ? "" : flaw.path() + ": ";
                flaws.add(flaw("criteria", flaw.type(), parameter + flaw.text()));
            }
        }
    }

    private static Optional<Flaw> endpoint(String endpoint, AllowedEndpoints allowed) {
        URI url;
        try {
            url = new URI(endpoint);
        } catch (URISyntaxException e) {
            return Optional.of(flaw("channel.endpoint", "value", "not a URL"));
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of(flaw("channel.endpoint", "value",
                    "an http or https URL with a host is needed, without user and fragment"));
        }
        return allowed.hasHost(url.getHost())
                ? Optional.empty()
                : Optional.of(flaw("channel.endpoint", "business-rule",
                        "this host is not among those the operator allows for the hospital"));
    }

    private static void headers(List<String> headers, List<Flaw> flaws) {
        if (headers.size() > MOST_HEADERS) {
            flaws.add(flaw("channel.header", "too-long", "more than " + MOST_HEADERS + " headers"));
        }
        for (int i = 0; i < headers.size(); i++) {
            var header = HEADER.matcher(headers.get(i));
            if (!header.matches()) {
                flaws.add(flaw("channel.header[" + i + "]", "value", "not a header such as 'Authorization: Bearer …'"));
            } else if (OURS.contains(header.group(1).toLowerCase(Locale.ROOT))) {
                flaws.add(flaw("channel.header[" + i + "]", "business-rule", "this header is set by the server"));
            }
        }
    }

    private static Flaw flaw(String element, String type, String text) {
        return new Flaw("Subscription." + element, type, text);
    }
}
