package org.cloudfilm.storage.consent;

/** Leave to read and search records, narrowed to what the requester may read; directory types are open to it too. */
public final class RecordPermit implements Permit {

    private final Requester who;
    private final SearchPermit.Scope scope;

    RecordPermit(Requester who, SearchPermit.Scope scope) {
        this.who = who;
        this.scope = scope;
    }

    @Override
    public Requester who() {
        return who;
    }

    public SearchPermit.Scope scope() {
        return scope;
    }
}
