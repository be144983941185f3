package org.cloudfilm.storage.record.search;

import org.cloudfilm.storage.record.RecordRefusal;

/** Refusals of a search. Texts name parameters, never their values. */
final class Bad {

    private Bad() {}

    static RecordRefusal query(String parameter, String text) {
        return RecordRefusal.of(RecordRefusal.Kind.BAD_QUERY, parameter, text);
    }

    static RecordRefusal costly(String parameter, String text) {
        return RecordRefusal.of(RecordRefusal.Kind.TOO_COSTLY, parameter, text);
    }
}
