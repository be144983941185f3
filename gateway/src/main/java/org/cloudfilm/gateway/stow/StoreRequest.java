package org.cloudfilm.gateway.stow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cloudfilm.gateway.intake.Announced;
import org.cloudfilm.gateway.intake.IncomingInstance;
import org.cloudfilm.gateway.intake.StoreSession;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.dicom.Dataset;
import org.cloudfilm.storage.film.dicom.DicomFormatException;
import org.cloudfilm.storage.film.dicom.Part10;
import org.cloudfilm.storage.film.dicom.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the instances of one request, one after the other as the body comes. */
final class StoreRequest {

    private static final Logger log = LoggerFactory.getLogger(StoreRequest.class);

    /** Parts of one request: what became of each is held in memory until the response is written. */
    static final int MAX_PARTS = 100_000;

    /** A body with more parts than this that are no DICOM at all is not read to its end. */
    private static final int MAX_UNREADABLE = 1000;

    private static final int CHUNK = 64 << 10;

    private final StoreSession session;
    private final Announced announced;
    private final int maxParts;
    private final List<StoredPart> results = new ArrayList<>();
    private final byte[] chunk = new byte[CHUNK];

    /**
     * @param study    the one of the URL, if it names one: instances of others are refused
     * @param maxParts the body is not read beyond so many
     */
    StoreRequest(StoreSession session, Optional<StudyUid> study, int maxParts) {
        this.session = session;
        this.maxParts = maxParts;
        this.announced = new Announced(Optional.empty(), Optional.empty(), study);
    }

    /** A body of {@code multipart/related; type="application/dicom"}. */
    List<StoredPart> multipart(InputStream body, String boundary) {
        MultipartReader parts = new MultipartReader(body, boundary);
        int unreadable = 0;
        try {
            Optional<MultipartReader.Part> part;
            while (unreadable <= MAX_UNREADABLE && (part = parts.next()).isPresent()) {
                if (results.size() == maxParts) {
                    log.warn("STOW request is not read beyond {} parts", maxParts);
                    results.add(new StoredPart(StowStatus.LIMIT_EXCEEDED, Optional.empty()));
                    break;
                }
                StoredPart result = isDicom(part.get())
                        ? store(part.get().body(), parts::bodyComplete)
                        : StoredPart.unreadable();
                results.add(result);
                unreadable += result.instance().isEmpty() ? 1 : 0;
            }
        } catch (MalformedBodyException | IOException e) {
            endedEarly(e);
        }
        return results;
    }

    /** What was stored stays stored, so the sender is told of it, if it still listens. */
    private void endedEarly(Exception e) {
        log.warn("STOW request ends early, after {} parts: {}", results.size(), e.getMessage());
        // a part that was cut short is in the results already
        if (results.isEmpty() || results.getLast().status() != StowStatus.CANNOT_UNDERSTAND) {
            results.add(StoredPart.unreadable());
        }
    }

    /** A body of {@code application/dicom}: one instance. */
    List<StoredPart> single(InputStream body) {
        try {
            results.add(store(body, () -> true));
        } catch (IOException e) {
            endedEarly(e);
        }
        return results;
    }

    private static boolean isDicom(MultipartReader.Part part) {
        String type = part.headers().getOrDefault("content-type", "application/dicom");
        return type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals("application/dicom");
    }

    private interface Completeness {
        boolean isComplete();
    }

    private StoredPart store(InputStream body, Completeness completeness) throws IOException {
        InputStream file = new BufferedInputStream(body);
        Part10.Meta meta;
        try {
            meta = Part10.parse(file);
        } catch (DicomFormatException e) {
            log.debug("part is no DICOM file: {}", e.getMessage());
            return StoredPart.unreadable();
        }
        Optional<StoredPart.Reference> reference = reference(meta.meta());
        try (IncomingInstance instance = session.begin(meta.transferSyntax(), announced)) {
            int count;
            while ((count = file.read(chunk)) >= 0) {
                instance.write(chunk, 0, count);
            }
            return completeness.isComplete()
                    ? StoredPart.of(instance.finish(), reference)
                    : new StoredPart(StowStatus.CANNOT_UNDERSTAND, reference);
        }
    }

    private static Optional<StoredPart.Reference> reference(Dataset meta) {
        Optional<String> sopClass = meta.string(Tags.MediaStorageSOPClassUID);
        return meta.string(Tags.MediaStorageSOPInstanceUID)
                .map(uid -> new StoredPart.Reference(sopClass.orElse(""), uid, Optional.empty()));
    }
}
