package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** Frames by number (PS3.18 section 10.4.1.1.6), as stored whenever the client takes that. */
final class FramesHandler {

    private final StudyDoor door;
    private final FilmReader reader;

    FramesHandler(StudyDoor door, FilmReader reader) {
        this.door = door;
        this.reader = reader;
    }

    void handle(Exchange exchange, DicomWebPath.Frames path) throws IOException, Rejection {
        StudyDoor.Opened opened = door.open(exchange, path.target());
        StoredInstance instance = opened.only();
        for (int number : path.numbers()) {
            if (number > instance.frames().count()) {
                throw new Rejection(404, "the instance has " + instance.frames().count() + " frames");
            }
        }
        Offer offer = Accept.of(exchange.request())
                .choose(offers(instance.transferSyntax(), path.numbers().size()))
                .orElseThrow(() -> Rejection.notAcceptable("frames are stored as "
                        + FrameMedia.of(instance.transferSyntax()) + "; transfer-syntax=" + instance.transferSyntax()));
        if (Reply.notModified(exchange, tag(instance, path.numbers(), offer))) {
            return;
        }
        if (offer.multipart()) {
            List<Part> parts = new ArrayList<>(path.numbers().size());
            for (int number : path.numbers()) {
                parts.add(Reply.part(frame(opened, instance, number)));
            }
            Reply.multipart(exchange, offer, parts, Collections.nCopies(parts.size(), offer.contentType()));
        } else {
            Reply.single(
                    exchange, offer.contentType(), frame(opened, instance, path.numbers().getFirst()));
        }
    }

    private static List<Offer> offers(TransferSyntax stored, int frames) {
        List<Offer> offers = new ArrayList<>(4);
        if (stored.encapsulated()) {
            String media = FrameMedia.of(stored);
            add(offers, media, stored.uid(), true, frames);
            if (!media.equals(FrameMedia.OCTETS)) {
                add(offers, FrameMedia.OCTETS, stored.uid(), false, frames);
            }
        } else {
            add(offers, FrameMedia.OCTETS, TransferSyntax.EXPLICIT_VR_LE.uid(), true, frames);
        }
        return offers;
    }

    private static void add(List<Offer> offers, String media, String syntax, boolean unasked, int frames) {
        offers.add(new Offer(media, true, syntax, unasked));
        if (frames == 1) {
            offers.add(new Offer(media, false, syntax, unasked));
        }
    }

    private ByteSource frame(StudyDoor.Opened opened, StoredInstance instance, int number) throws IOException {
        long[] ranges = instance.frames().ranges(number);
        if (ranges.length == 2) {
            return reader.part10(opened.permit(), instance, ranges[0], ranges[1] - ranges[0]);
        }
        List<ByteSource> pieces = new ArrayList<>(ranges.length / 2);
        for (int i = 0; i < ranges.length; i += 2) {
            pieces.add(reader.part10(opened.permit(), instance, ranges[i], ranges[i + 1] - ranges[i]));
        }
        return new Fragments(pieces);
    }

    private static String tag(StoredInstance instance, List<Integer> numbers, Offer offer) {
        String what = numbers.size() == 1
                ? numbers.getFirst().toString()
                : UUID.nameUUIDFromBytes(numbers.toString().getBytes(StandardCharsets.US_ASCII)).toString();
        return instance.digest() + "-f" + what + (offer.multipart() ? "-m-" : "-p-") + offer.subtype() + "-"
                + offer.transferSyntax();
    }
}
