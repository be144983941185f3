package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.HeldBytes;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.Tags;
import org.cloudfilm.storage.film.dicom.TransferSyntax;
import org.cloudfilm.storage.film.dicom.Vr;
import org.cloudfilm.viewer.render.FrameDecodingException;
import org.cloudfilm.viewer.render.StoredFrames;

/** Frames by number (PS3.18 section 10.4.1.1.6), as stored whenever the client takes that. */
final class FramesHandler {

    private final StudyDoor door;
    private final FilmReader reader;
    private final WholeInstances whole;
    private final StoredFrames pixels;

    FramesHandler(StudyDoor door, FilmReader reader, WholeInstances whole, StoredFrames pixels) {
        this.door = door;
        this.reader = reader;
        this.whole = whole;
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
        } else if (instance.frames().addressable()) {
            answer(exchange, offer, path.numbers(), number -> frame(opened, instance, number));
        } else if (instance.transferSyntax().encapsulated()) {
            throw new Rejection(501, "the stored fragments do not tell which frame they belong to");
        } else {
            whole.hold(
                    opened.permit(),
                    instance,
                    held -> answer(exchange, offer, path.numbers(), number -> new HeldBytes(held.frame(number))));
        }
    }

    private interface Frame {
        ByteSource of(int number) throws IOException;
    }

    private static void answer(Exchange exchange, Offer offer, List<Integer> numbers, Frame frame)
            throws IOException {
        if (!offer.multipart()) {
            Reply.single(exchange, offer.contentType(), frame.of(numbers.getFirst()));
            return;
        }
        List<Part> parts = new ArrayList<>(numbers.size());
        for (int number : numbers) {
            parts.add(Reply.part(frame.of(number)));
        }
        Reply.multipart(exchange, offer, parts, Collections.nCopies(parts.size(), offer.contentType()));
    }

    private static boolean decoded(Offer offer, StoredInstance instance) {
        return instance.transferSyntax().encapsulated()
                && offer.transferSyntax().equals(TransferSyntax.EXPLICIT_VR_LE.uid());
    }

    /** All frames of an instance decode to the same length, so the first tells that of the others. */
    private void decode(Exchange exchange, Offer offer, StudyDoor.Opened opened, List<Integer> numbers)
            throws IOException, Rejection {
        byte[] first;
        try {
            first = pixels.decoded(opened.permit(), opened.only(), numbers.getFirst()).samples();
        } catch (FrameDecodingException e) {
            throw new Rejection(
                    e.kind() == FrameDecodingException.Kind.BUSY ? 503 : 406,
                    "cannot be decoded here (" + e.getMessage() + "), only sent as stored: transfer-syntax=*");
        }
        if (!offer.multipart()) {
            Reply.single(exchange, offer.contentType(), new HeldBytes(first));
            return;
        }
        List<Part> parts = new ArrayList<>(numbers.size());
        parts.add(new Part(first.length, out -> out.write(first)));
        for (int number : numbers.subList(1, numbers.size())) {
            parts.add(new Part(first.length, out -> {
                byte[] next = pixels.decoded(opened.permit(), opened.only(), number).samples();
                if (next.length != first.length) {
                    throw new IOException("frames of different sizes");
                }
                out.write(next);
            }));
        }
        Reply.multipart(exchange, offer, parts, Collections.nCopies(parts.size(), offer.contentType()));
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

    private ByteSource frame(StudyDoor.Opened opened, StoredInstance instance, int number) throws IOException {
        long[] ranges = instance.frames().ranges(number);
        if (ranges.length == 2) {
            ByteSource stored = reader.part10(opened.permit(), instance, ranges[0], ranges[1] - ranges[0]);
            int width = instance.transferSyntax().bigEndian() ? sampleWidth(opened, instance) : 1;
            return width > 1 && stored.length() % width == 0 ? new SwappedBytes(stored, width) : stored;
        }
        List<ByteSource> pieces = new ArrayList<>(ranges.length / 2);
        for (int i = 0; i < ranges.length; i += 2) {
            pieces.add(reader.part10(opened.permit(), instance, ranges[i], ranges[i + 1] - ranges[i]));
        }
        return new Fragments(pieces);
    }

    /** What big endian bytes are swapped by: PS3.5 swaps words even where samples are bytes. */
    private int sampleWidth(StudyDoor.Opened opened, StoredInstance instance) throws IOException {
        Dataset header = reader.header(opened.permit(), instance);
        int width = header.integer(Tags.BitsAllocated, 8) / 8;
        boolean words = header.get(Tags.PixelData)
                .filter(pixels -> pixels.vr() == Vr.OW)
                .isPresent();
        return words ? Math.max(2, width) : width;
    }

    private static String tag(StoredInstance instance, List<Integer> numbers, Offer offer) {
        String what = numbers.size() == 1
                ? numbers.getFirst().toString()
                : UUID.nameUUIDFromBytes(numbers.toString().getBytes(StandardCharsets.US_ASCII)).toString();
        return instance.digest() + "-f" + what + (offer.multipart() ? "-m-" : "-p-") + offer.subtype() + "-"
                + offer.transferSyntax();
    }
}
