package org.cloudfilm.storage.consent;

import org.cloudfilm.storage.film.StudyUid;

/** Permits for tests of what lies behind the decision. */
public final class TestPermits {

    private TestPermits() {}

    public static StudyPermit open(StudyUid study) {
        return new StudyPermit(new Requester.Administrator("test"), study);
    }

    public static RecordPermit records(SearchPermit.Scope scope) {
        return new RecordPermit(new Requester.Administrator("test"), scope);
    }

    public static TrailPermit trail(TrailPermit.Scope scope) {
        return new TrailPermit(new Requester.Administrator("test"), scope);
    }
}
