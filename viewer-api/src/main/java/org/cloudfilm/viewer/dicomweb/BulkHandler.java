package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.util.List;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;

/** Large values that the metadata only refers to (PS3.18 section 10.4.1.1.5), as they are stored. */
final class BulkHandler {

    private static final List<Offer> OFFERS =
            List.of(new Offer(FrameMedia.OCTETS, true, null, true), new Offer(FrameMedia.OCTETS, false, null, true));

    private final StudyDoor door;
    private final FilmReader reader;

    BulkHandler(StudyDoor door, FilmReader reader) {
        this.door = door;
        this.reader = reader;
    }

    void handle(Exchange exchange, DicomWebPath.Bulk path) throws IOException, Rejection {
        Offer offer = Accept.of(exchange.request())
                .choose(OFFERS)
                .orElseThrow(() -> Rejection.notAcceptable("bulk data is offered as application/octet-stream"));
        StudyDoor.Opened opened = door.open(exchange, path.target());
        StoredInstance instance = opened.only();
        if (path.length() > instance.length() || path.offset() > instance.length() - path.length()) {
            throw Rejection.notFound();
        }
        String tag = instance.digest() + "-b" + path.offset() + "-" + path.length();
        if (Reply.notModified(exchange, tag + (offer.multipart() ? "-m" : "-p"))) {
            return;
        }
        ByteSource bytes = reader.part10(opened.permit(), instance, path.offset(), path.length());
        if (offer.multipart()) {
            Reply.multipart(exchange, offer, List.of(Reply.part(bytes)), List.of(offer.contentType()));
        } else {
            Reply.single(exchange, offer.contentType(), bytes);
        }
    }
}
