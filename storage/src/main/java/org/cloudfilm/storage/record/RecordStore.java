package org.cloudfilm.storage.record;

import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.consent.RecordPermit;

/**
 * Keeps FHIR R4 resources with all their versions. Thread safe. Searching is
 * {@link org.cloudfilm.storage.record.search.RecordSearch}.
 */
public interface RecordStore {

    /**
     * Carries out all changes in one database transaction, or none: the caller's transaction if the thread has one
     * open (Spring's DataSourceTransactionManager), else one of its own that is durable on return.
     *
     * <p>Entries take effect in FHIR's order (R4 section 3.1.0.11.2: deletes, creates, updates) and are reported in the
     * order given. References among them by {@code fullUrl} ({@code urn:uuid:…}) and conditional references
     * ({@code Practitioner?identifier=…}) become {@code Type/id}. A conditional reference or criterion finds the
     * writer's own records and directory types only.
     *
     * @throws RecordRefusal when one of them is refused; nothing has then changed
     */
    List<ChangeOutcome> write(RecordWriter writer, List<Entry> entries);

    default ChangeOutcome write(RecordWriter writer, RecordChange change) {
        return write(writer, List.of(new Entry(Optional.empty(), change))).getFirst();
    }

    /** The current version, a deletion included; empty when there is none that the permit covers. */
    Optional<StoredRecord> read(RecordPermit permit, RecordId id);

    /** A certain version; empty when there is none that the permit covers. */
    Optional<StoredRecord> read(RecordPermit permit, RecordId id, int version);

    /**
     * A page of versions, newest first.
     *
     * @param of which records: one, a type, or all
     */
    HistoryPage history(RecordPermit permit, HistoryQuery of);

    /** How many versions all pages have together. */
    long historySize(RecordPermit permit, HistoryQuery of);

    /** One change, and the temporary name by which the others of its transaction may refer to it. */
    record Entry(Optional<String> fullUrl, RecordChange change) {}
}
