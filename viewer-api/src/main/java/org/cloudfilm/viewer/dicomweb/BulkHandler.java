package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.util.List;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.BulkRef;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Element;
import org.cloudfilm.viewer.render.InflatedBytes;

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
        boolean deflated = instance.transferSyntax().deflated();
        if (!deflated && !within(path, instance.length()) || deflated && !named(path, opened)) {
            throw Rejection.notFound();
        }
        String tag = instance.digest() + "-b" + path.offset() + "-" + path.length();
        if (Reply.notModified(exchange, tag + (offer.multipart() ? "-m" : "-p"))) {
            return;
        }
        ByteSource value = value(path, opened);
        if (offer.multipart()) {
            Reply.multipart(exchange, offer, List.of(Reply.part(value)), List.of(offer.contentType()));
        } else {
            Reply.single(exchange, offer.contentType(), value);
        }
    }

    private static boolean within(DicomWebPath.Bulk path, long length) {
        return path.length() <= length && path.offset() <= length - path.length();
    }

    /** What a deflated data set holds is known by its attributes only. */
    private boolean named(DicomWebPath.Bulk path, StudyDoor.Opened opened) throws IOException {
        return named(reader.header(opened.permit(), opened.only()), new BulkRef(path.offset(), path.length()));
    }

    private static boolean named(Dataset dataset, BulkRef wanted) {
        return dataset.elements().stream().anyMatch(element -> switch (element) {
            case Element.Bulk bulk -> bulk.ref().equals(wanted);
            case Element.Items items -> items.items().stream().anyMatch(item -> named(item, wanted));
            case Element.Value value -> false;
        });
    }

    private ByteSource value(DicomWebPath.Bulk path, StudyDoor.Opened opened) throws IOException {
        StoredInstance instance = opened.only();
        return instance.transferSyntax().deflated()
                ? new InflatedBytes(
                        reader.part10(opened.permit(), instance, 0, instance.length()), path.offset(), path.length())
                : reader.part10(opened.permit(), instance, path.offset(), path.length());
    }
}
