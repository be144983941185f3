package org.cloudfilm.gateway.intake;

import java.util.Optional;
import org.cloudfilm.storage.film.InstanceIds;
import org.cloudfilm.storage.film.SopInstanceUid;
import org.cloudfilm.storage.film.StudyUid;

/** What the sender said about an instance before its data set: in the C-STORE command, file meta information or URL. */
public record Announced(Optional<String> sopClassUid, Optional<SopInstanceUid> instance, Optional<StudyUid> study) {

    public static final Announced NOTHING = new Announced(Optional.empty(), Optional.empty(), Optional.empty());

    /** An identifier that the data set contradicts. */
    public enum Discrepancy {
        SOP_CLASS,
        SOP_INSTANCE,
        STUDY
    }

    Optional<Discrepancy> contradictedBy(InstanceIds ids) {
        if (sopClassUid.filter(uid -> !uid.equals(ids.sopClassUid())).isPresent()) {
            return Optional.of(Discrepancy.SOP_CLASS);
        }
        if (instance.filter(uid -> !uid.equals(ids.instance())).isPresent()) {
            return Optional.of(Discrepancy.SOP_INSTANCE);
        }
        return study.filter(uid -> !uid.equals(ids.study())).map(uid -> Discrepancy.STUDY);
    }
}
