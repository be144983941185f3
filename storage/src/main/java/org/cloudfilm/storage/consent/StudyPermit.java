package org.cloudfilm.storage.consent;

import org.cloudfilm.storage.film.StudyUid;

/** Leave to view one study: one requester, one study, a few minutes. */
public final class StudyPermit implements Permit {

    private final Requester who;
    private final StudyUid study;

    StudyPermit(Requester who, StudyUid study) {
        this.who = who;
        this.study = study;
    }

    @Override
    public Requester who() {
        return who;
    }

    public StudyUid study() {
        return study;
    }

    /** Guards every read: a permit opens the study it names and no other. */
    public void require(StudyUid asked) {
        if (!study.equals(asked)) {
            throw new IllegalStateException("permit names another study");
        }
    }
}
