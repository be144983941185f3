package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.BulkRef;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Element;
import org.cloudfilm.viewer.render.InflatedBytes;
import org.cloudfilm.viewer.render.SwappedBytes;

/** Large values that the metadata only refers to (PS3.18 section 10.4.1.1.5), as they are stored, but little endian. */
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
        // what is not sent as it lies is known by its attributes only
        boolean byName = instance.transferSyntax().deflated() || instance.transferSyntax().bigEndian();
        int width = byName ? width(reader.header(opened.permit(), instance), path).orElseThrow(Rejection::notFound) : 1;
        if (!byName && !within(path, instance.length())) {
            throw Rejection.notFound();
        }
        String tag = instance.digest() + "-b" + path.offset() + "-" + path.length();
        if (Reply.notModified(exchange, tag + (offer.multipart() ? "-m" : "-p"))) {
            return;
        }
        ByteSource value = value(path, opened, width);
        if (offer.multipart()) {
            Reply.multipart(exchange, offer, List.of(Reply.part(value)), List.of(offer.contentType()));
        } else {
            Reply.single(exchange, offer.contentType(), value);
        }
    }

    private static boolean within(DicomWebPath.Bulk path, long length) {
        return path.length() <= length && path.offset() <= length - path.length();
    }

    /** How many bytes change places in the value of this name; empty when there is none. */
    private static Optional<Integer> width(Dataset dataset, DicomWebPath.Bulk path) {
        BulkRef wanted = new BulkRef(path.offset(), path.length());
        return dataset.elements().stream()
                .flatMap(element -> switch (element) {
                    case Element.Bulk bulk -> Stream.of(bulk)
                            .filter(one -> one.ref().equals(wanted))
                            .map(one -> SwappedBytes.width(dataset, one));
                    case Element.Items items -> items.items().stream().flatMap(item -> width(item, path).stream());
                    case Element.Value value -> Stream.empty();
                })
                .findFirst();
    }

    private ByteSource value(DicomWebPath.Bulk path, StudyDoor.Opened opened, int width) throws IOException {
        StoredInstance instance = opened.only();
        if (instance.transferSyntax().deflated()) {
            return new InflatedBytes(
                    reader.part10(opened.permit(), instance, 0, instance.length()), path.offset(), path.length());
        }
        ByteSource stored = reader.part10(opened.permit(), instance, path.offset(), path.length());
        return instance.transferSyntax().bigEndian() ? SwappedBytes.of(stored, width) : stored;
    }
}
