package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.util.List;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.MetadataSource;

/** Metadata as DICOM JSON (PS3.18 section 10.4.1.1.2), sent compressed as it is stored when the client takes that. */
final class MetadataHandler {

    static final List<Offer> JSON = List.of(
            new Offer("application/dicom+json", false, null, true), new Offer("application/json", false, null, true));

    private final StudyDoor door;
    private final FilmReader reader;

    MetadataHandler(StudyDoor door, FilmReader reader) {
        this.door = door;
        this.reader = reader;
    }

    /** The kind of JSON the client takes. */
    static Offer json(Exchange exchange) throws Rejection {
        return Accept.of(exchange.request())
                .choose(JSON)
                .orElseThrow(() -> Rejection.notAcceptable(
                        "offered are application/dicom+json and application/json; XML is not"));
    }

    void handle(Exchange exchange, DicomWebPath.Metadata path) throws IOException, Rejection {
        Offer offer = json(exchange);
        StudyDoor.Opened opened = door.open(exchange, path.target());
        boolean gzip = takesGzip(exchange.request().getHeader("Accept-Encoding"));
        if (Reply.notModified(exchange, opened.version() + (gzip ? "-jz" : "-j"))) {
            return;
        }
        MetadataSource metadata = reader.metadata(opened.permit(), opened.instances());
        if (gzip) {
            exchange.response().setHeader("Content-Encoding", "gzip");
            Reply.single(exchange, offer.mediaType(), new Part(metadata.gzipLength(), metadata::writeGzip));
        } else {
            Reply.single(exchange, offer.mediaType(), new Part(metadata.plainLength(), metadata::writePlain));
        }
    }

    private static boolean takesGzip(String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String coding : acceptEncoding.split(",")) {
            String[] parts = coding.strip().split("\\s*;\\s*");
            if (parts[0].equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }
}
