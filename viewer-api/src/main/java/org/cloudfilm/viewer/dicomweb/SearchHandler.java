package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.SearchPermit;
import org.cloudfilm.storage.film.catalogue.FilmSearch;
import org.cloudfilm.storage.film.catalogue.FilmSearch.Found;

/** Searches (QIDO-RS, PS3.18 section 10.6). */
final class SearchHandler {

    private final Access access;
    private final FilmSearch films;

    SearchHandler(Access access, FilmSearch films) {
        this.access = access;
        this.films = films;
    }

    void handle(Exchange exchange, DicomWebPath.Search path) throws IOException, Rejection {
        Offer offer = MetadataHandler.json(exchange);
        SearchRequest request = SearchRequest.of(path, exchange.request().getParameterMap());
        exchange.response().setHeader("Cache-Control", "no-store");
        AccessRequest.SearchFilms question =
                new AccessRequest.SearchFilms(
                        exchange.who(), request.query().patientId(), exchange.who().usualPurpose());
        Found found = access.decide(question) instanceof AccessDecision.Granted<SearchPermit>(SearchPermit permit)
                ? films.find(permit, request.query())
                : new Found(List.of(), false);
        warn(exchange, request, found);
        if (found.films().isEmpty()) {
            exchange.response().setStatus(204);
            return;
        }
        byte[] json = new SearchAnswer(request, exchange.serviceUrl())
                .json(found.films())
                .getBytes(StandardCharsets.UTF_8);
        Reply.single(exchange, offer.mediaType(), new Part(json.length, out -> out.write(json)));
    }

    private static void warn(Exchange exchange, SearchRequest request, Found found) {
        String agent = "299 " + exchange.request().getServerName() + ": ";
        if (found.more()) {
            exchange.response()
                    .addHeader("Warning", agent + "There are additional results that can be requested.");
        }
        if (!request.unused().isEmpty()) {
            exchange.response()
                    .addHeader(
                            "Warning",
                            agent + "These attributes were not used for matching: "
                                    + String.join(", ", request.unused()));
        }
    }
}
