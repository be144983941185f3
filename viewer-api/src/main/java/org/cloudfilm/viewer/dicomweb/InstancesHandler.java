package org.cloudfilm.viewer.dicomweb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cloudfilm.storage.film.ByteSource;
import org.cloudfilm.storage.film.FilmReader;
import org.cloudfilm.storage.film.MultipartRange;
import org.cloudfilm.storage.film.StoredInstance;

/** Whole instances as Part 10 files, as they are stored (PS3.18 section 10.4.1.1.1). */
final class InstancesHandler {

    private static final String DICOM = "application/dicom";

    /** Stands for parts of several transfer syntaxes; no client can ask for it by name. */
    private static final String MIXED = "mixed";

    private final StudyDoor door;
    private final FilmReader reader;

    InstancesHandler(StudyDoor door, FilmReader reader) {
        this.door = door;
        this.reader = reader;
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
        if (Reply.notModified(exchange, opened.version() + (offer.multipart() ? "-m" : "-p"))) {
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
        Offer multipart = new Offer(DICOM, true, syntax, true);
        return instances == 1 ? List.of(multipart, new Offer(DICOM, false, syntax, true)) : List.of(multipart);
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
