package org.cloudfilm.storage.consent;

import java.util.List;
import org.cloudfilm.storage.person.PersonId;

/** Leave to read the audit trail. */
public final class TrailPermit implements Permit {

    private final Requester who;
    private final Scope scope;

    TrailPermit(Requester who, Scope scope) {
        this.who = who;
        this.scope = scope;
    }

    @Override
    public Requester who() {
        return who;
    }

    public Scope scope() {
        return scope;
    }

    /** Which entries may be seen. */
    public sealed interface Scope {

        /** All. */
        record Everything() implements Scope {}

        /** Those about films and records of these persons. */
        record AboutPersons(List<PersonId> persons) implements Scope {

            public AboutPersons {
                persons = List.copyOf(persons);
            }
        }

        record Nothing() implements Scope {}
    }
}
