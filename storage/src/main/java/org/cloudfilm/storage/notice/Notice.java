package org.cloudfilm.storage.notice;

import java.time.Instant;
import java.util.Map;
import org.cloudfilm.storage.person.PersonId;

/** @param person to whom it was told, as that person is known now */
public record Notice(long id, PersonId person, NoticeKind kind, Instant at, boolean read, Map<String, String> params) {

    public Notice {
        params = Map.copyOf(params);
    }

    @Override
    public String toString() {
        return "Notice[" + id + " " + kind + "]";
    }
}
