package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.MultipartRange;
import org.cloudfilm.storage.film.StoredInstance;
import org.cloudfilm.storage.film.dicom.TransferSyntax;

/** Whole instances as Part 10 files (PS3.18 section 10.4.1.1.1), as they are stored unless asked for otherwise. */
final class InstancesHandler {

    private static final String DICOM = "application/dicom";

    private static final String EXPLICIT = TransferSyntax.EXPLICIT_VR_LE.uid();

    /** Stands for parts of several transfer syntaxes; no client can ask for it by name. */
    private static final String MIXED = "mixed";

    private final StudyDoor door;
    private final FilmReader reader;
    private final ExplicitInstances converted;

    InstancesHandler(StudyDoor door, FilmReader reader, ExplicitInstances converted) {
        this.door = door;
        this.reader = reader;
        this.converted = converted;
    }

    void handle(Exchange exchange, DicomWebPath.Instances path) throws IOException, Rejection {
        StudyDoor.Opened opened = door.open(exchange, path.target());
        Set<String> syntaxes = opened.instances().stream()
                .map(instance -> instance.transferSyntax().uid())
                .collect(Collectors.toSet());
        Offer offer = Accept.of(exchange.request())
                .choose(offers(opened.instances().size(), syntaxes))
                .orElseThrow(() -> Rejection.notAcceptable(
                        "offered is multipart/related; type=\"application/dicom\"; transfer-syntax=*, and "
                                + "application/dicom for one instance; stored here: " + String.join(", ", syntaxes)));
        boolean explicit = !offer.unasked();
        String kind = (explicit ? "-x" : "-") + (offer.multipart() ? "m" : "p");
        if (Reply.notModified(exchange, opened.version() + kind)) {
            return;
        }
        if (explicit) {
            sendExplicit(exchange, offer, opened);
            return;
        }
        if (!offer.multipart()) {
            Reply.single(exchange, offer.contentType(), whole(opened, opened.only()));
            return;
        }
        Optional<MultipartRange> stored = reader.asMultipart(opened.permit(), opened.instances());
        if (stored.isPresent()) {
            Reply.multipart(exchange, offer, stored.get().boundary(), stored.get().body());
        } else {
            assemble(exchange, offer, opened);
        }
    }

    private static List<Offer> offers(int instances, Set<String> syntaxes) {
        String syntax = syntaxes.size() == 1 ? syntaxes.iterator().next() : MIXED;
        List<Offer> offers = new ArrayList<>(4);
        offers.add(new Offer(DICOM, true, syntax, true));
        if (instances == 1) {
            offers.add(new Offer(DICOM, false, syntax, true));
        }
        if (!syntax.equals(EXPLICIT)) {
            offers.add(new Offer(DICOM, true, EXPLICIT, false));
            if (instances == 1) {
                offers.add(new Offer(DICOM, false, EXPLICIT, false));
            }
        }
        return offers;
    }

    /** The first instance that has to be converted is tried before the answer begins, so that it can still be 406. */
    private void sendExplicit(Exchange exchange, Offer offer, StudyDoor.Opened opened) throws IOException, Rejection {
        List<Part> parts = new ArrayList<>(opened.instances().size());
        boolean tried = false;
        for (StoredInstance instance : opened.instances()) {
            if (instance.transferSyntax().uid().equals(EXPLICIT)) {
                parts.add(new Part(instance.length(), out -> Reply.part(whole(opened, instance)).bytes().writeTo(out)));
            } else if (!tried) {
                tried = true;
                parts.add(converted.prepare(opened.permit(), instance));
            } else {
                parts.add(new Part(Part.UNKNOWN, out -> convert(opened, instance, out)));
            }
        }
        if (offer.multipart()) {
            Reply.multipart(exchange, offer, parts, Collections.nCopies(parts.size(), offer.contentType()));
        } else {
            Reply.single(exchange, offer.contentType(), parts.getFirst());
        }
    }

    private void convert(StudyDoor.Opened opened, StoredInstance instance, OutputStream out) throws IOException {
        try {
            converted.prepare(opened.permit(), instance).bytes().writeTo(out);
        } catch (Rejection e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void assemble(Exchange exchange, Offer offer, StudyDoor.Opened opened) throws IOException {
        List<Part> parts = new ArrayList<>(opened.instances().size());
        List<String> types = new ArrayList<>(opened.instances().size());
        for (StoredInstance instance : opened.instances()) {
            parts.add(new Part(
                    instance.length(), out -> Reply.part(whole(opened, instance)).bytes().writeTo(out)));
            types.add(DICOM + "; transfer-syntax=" + instance.transferSyntax().uid());
        }
        Reply.multipart(exchange, offer, parts, types);
    }

    private ByteSource whole(StudyDoor.Opened opened, StoredInstance instance) throws IOException {
        return reader.part10(opened.permit(), instance, 0, instance.length());
    }
}
