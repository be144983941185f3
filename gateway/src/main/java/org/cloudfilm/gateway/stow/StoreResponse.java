package org.cloudfilm.gateway.stow;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.StudyUid;

/** The Store Instances Response Module (PS3.18 annex I.2). */
final class StoreResponse {

    private final ModelWriter out;
    private final String studiesUrl;

    /** {@code studiesUrl} is where the stored instances can be retrieved, without a slash at its end. */
    StoreResponse(ModelWriter out, String studiesUrl) {
        this.out = out;
        this.studiesUrl = studiesUrl;
    }

    String write(List<StoredPart> parts) {
        out.beginDataSet();
        study(parts).ifPresent(study -> retrieveUrl("/" + study));
        List<StoredPart> stored = parts.stream().filter(StoredPart::stored).toList();
        List<StoredPart> failed = parts.stream()
                .filter(part -> !part.stored() && part.instance().isPresent())
                .toList();
        List<StoredPart> unreadable = parts.stream()
                .filter(part -> !part.stored() && part.instance().isEmpty())
                .toList();
        sequence("00081198", "FailedSOPSequence", failed);
        sequence("00081199", "ReferencedSOPSequence", stored);
        sequence("0008119A", "OtherFailuresSequence", unreadable);
        out.endDataSet();
        return out.document();
    }

    /** The study of what was stored, when it is one. */
    private static Optional<StudyUid> study(List<StoredPart> parts) {
        List<StudyUid> studies = parts.stream()
                .filter(StoredPart::stored)
                .flatMap(part -> part.study().stream())
                .distinct()
                .limit(2)
                .toList();
        return studies.size() == 1 ? Optional.of(studies.getFirst()) : Optional.empty();
    }

    private void sequence(String tag, String keyword, List<StoredPart> parts) {
        if (parts.isEmpty()) {
            return;
        }
        out.beginSequence(tag, keyword);
        for (StoredPart part : parts) {
            out.beginItem();
            part.instance().ifPresent(instance -> {
                out.text("00081150", "UI", "ReferencedSOPClassUID", instance.sopClassUid());
                out.text("00081155", "UI", "ReferencedSOPInstanceUID", instance.sopInstanceUid());
            });
            if (part.stored()) {
                part.instance().flatMap(StoredPart.Reference::ids).ifPresent(this::retrieveUrl);
            } else {
                out.number("00081197", "US", "FailureReason", part.status().code);
            }
            out.endItem();
        }
        out.endSequence();
    }

    private void retrieveUrl(InstanceIds ids) {
        retrieveUrl("/" + ids.study() + "/series/" + ids.series() + "/instances/" + ids.instance());
    }

    private void retrieveUrl(String path) {
        out.text("00081190", "UR", "RetrieveURL", studiesUrl + path);
    }
}
