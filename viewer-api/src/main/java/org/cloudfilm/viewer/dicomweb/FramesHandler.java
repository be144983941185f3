package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.HeldBytes;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.StoredFrames;

/** Frames by number (PS3.18 section 10.4.1.1.6), as stored whenever the client takes that. */
final class FramesHandler {

    private final StudyDoor door;
    private final StoredFrames pixels;

    FramesHandler(StudyDoor door, StoredFrames pixels) {
        this.door = door;
        this.pixels = pixels;
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
        if (decoded(offer, instance)) {
            decode(exchange, offer, opened, path.numbers());
        } else {
            asStored(exchange, offer, opened, path.numbers());
        }
    }

    private void asStored(Exchange exchange, Offer offer, StudyDoor.Opened opened, List<Integer> numbers)
            throws IOException, Rejection {
        List<ByteSource> frames;
        try {
            frames = pixels.stored(opened.permit(), opened.only(), numbers);
        } catch (FrameDecodingException e) {
            throw new Rejection(501, e.getMessage() + ": retrieve the instance");
        }
        if (!offer.multipart()) {
            Reply.single(exchange, offer.contentType(), frames.getFirst());
            return;
        }
        List<Part> parts = frames.stream().map(Reply::part).toList();
        Reply.multipart(exchange, offer, parts, Collections.nCopies(parts.size(), offer.contentType()));
    }

    private static boolean decoded(Offer offer, StoredInstance instance) {
        return instance.transferSyntax().encapsulated()
                && offer.transferSyntax().equals(TransferSyntax.EXPLICIT_VR_LE.uid());
    }

    /** All frames of an instance decode to the same length, so the first tells that of the others. */
    private void decode(Exchange exchange, Offer offer, StudyDoor.Opened opened, List<Integer> numbers)
            throws IOException {
        try (StoredFrames.Held first = pixels.decoded(opened.permit(), opened.only(), numbers.getFirst())) {
            if (!offer.multipart()) {
                Reply.single(exchange, offer.contentType(), new HeldBytes(first.samples()));
                return;
            }
            int length = first.samples().length;
            List<Part> parts = new ArrayList<>(numbers.size());
            parts.add(new Part(length, out -> {
                out.write(first.samples());
                first.close();
            }));
            for (int number : numbers.subList(1, numbers.size())) {
                parts.add(new Part(
                        length, out -> pixels.write(opened.permit(), opened.only(), number, length, out)));
            }
            Reply.multipart(exchange, offer, parts, Collections.nCopies(parts.size(), offer.contentType()));
        }
    }

    private static List<Offer> offers(TransferSyntax stored, int frames) {
        List<Offer> offers = new ArrayList<>(4);
        if (stored.encapsulated()) {
            String media = FrameMedia.of(stored);
            add(offers, media, stored.uid(), true, frames);
            if (!media.equals(FrameMedia.OCTETS)) {
                add(offers, FrameMedia.OCTETS, stored.uid(), false, frames);
                add(offers, FrameMedia.OCTETS, TransferSyntax.EXPLICIT_VR_LE.uid(), true, frames);
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

    private static String tag(StoredInstance instance, List<Integer> numbers, Offer offer) {
        String what = numbers.size() == 1
                ? numbers.getFirst().toString()
                : UUID.nameUUIDFromBytes(numbers.toString().getBytes(StandardCharsets.US_ASCII)).toString();
        return instance.digest() + "-f" + what + (offer.multipart() ? "-m-" : "-p-") + offer.subtype() + "-"
                + offer.transferSyntax();
    }
}
