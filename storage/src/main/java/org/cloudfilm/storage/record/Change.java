package org.cloudfilm.storage.record;

import java.util.Optional;

/** One entry of a transaction on its way from wish to outcome. Used by one thread. */
final class Change {

    private final int index;
    private final boolean single;
    private final RecordStore.Entry entry;
    private RecordId id;
    private CurrentRow current;
    private ChangeOutcome outcome;
    private long subject;
    private Change repeats;
    private boolean matched;

    /** @param single the only one, so that paths need not tell which entry they are in */
    Change(int index, boolean single, RecordStore.Entry entry) {
        this.index = index;
        this.single = single;
        this.entry = entry;
    }

    RecordChange wish() {
        return entry.change();
    }

    ResourceType type() {
        return wish().type();
    }

    Optional<String> fullUrl() {
        return entry.fullUrl();
    }

    /** Null for deletes. */
    RecordChange.Content content() {
        return switch (wish()) {
            case RecordChange.Create create -> create.content();
            case RecordChange.Update update -> update.content();
            case RecordChange.UpdateWhere where -> where.content();
            case RecordChange.Delete delete -> null;
            case RecordChange.DeleteWhere where -> null;
        };
    }

    /** The criteria that decide which record it is. */
    Optional<String> criteria() {
        return switch (wish()) {
            case RecordChange.Create create -> create.ifNoneExist();
            case RecordChange.UpdateWhere where -> Optional.of(where.criteria());
            case RecordChange.DeleteWhere where -> Optional.of(where.criteria());
            case RecordChange.Update update -> Optional.empty();
            case RecordChange.Delete delete -> Optional.empty();
        };
    }

    boolean deletes() {
        return wish() instanceof RecordChange.Delete || wish() instanceof RecordChange.DeleteWhere;
    }

    /** Whether whoever sends the record says under which id. */
    boolean givenId() {
        return wish() instanceof RecordChange.Update;
    }

    /** The record it is about; null as long as criteria have not been looked up. */
    RecordId id() {
        return id;
    }

    void isAbout(RecordId record) {
        this.id = record;
    }

    /** A conditional create whose criteria an earlier entry has: both become what that one does. */
    void repeat(Change earlier) {
        this.repeats = earlier;
        this.id = earlier.id;
    }

    Change repeats() {
        return repeats;
    }

    /** A conditional create that finds its record there already, and leaves it as it is. */
    void matches(RecordId record) {
        this.matched = true;
        this.id = record;
    }

    boolean matched() {
        return matched;
    }

    /** The record as it was before, locked; null when it is new. */
    CurrentRow current() {
        return current;
    }

    void foundAs(CurrentRow row) {
        this.current = row;
    }

    ChangeOutcome outcome() {
        return outcome;
    }

    /** @param of the key of the patient in whose compartment the record is, 0 for none */
    void became(ChangeOutcome result, long of) {
        this.outcome = result;
        this.subject = of;
    }

    long subject() {
        return subject;
    }

    /** Of a part of the content, or of the whole entry if that is "". */
    String path(String inContent) {
        if (single) {
            return inContent;
        }
        return inContent.isEmpty()
                ? "Bundle.entry[" + index + "]"
                : "Bundle.entry[" + index + "].resource." + inContent;
    }

    Flaw within(Flaw flaw) {
        return single ? flaw : new Flaw(path(flaw.path()), flaw.type(), flaw.text());
    }

    RecordRefusal refusal(RecordRefusal.Kind kind, String inContent, String text) {
        return RecordRefusal.of(kind, path(inContent), text);
    }
}
