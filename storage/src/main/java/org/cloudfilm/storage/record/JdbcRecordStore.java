package org.cloudfilm.storage.record;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.NarrowingTransactions;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Records in PostgreSQL, their large attachments in an object store. */
public final class JdbcRecordStore implements RecordStore {

    private static final int TRIES = 5;

    /** Another transaction was quicker: unique violation, serialization failure, deadlock. */
    private static final Set<String> OVERTAKEN = Set.of("23505", "40001", "40P01");

    /** Connection, resources, intervention, system: classes of SQL states. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "53", "57", "58");

    /** Each number of a patient is locked until the end of the transaction. */
    private static final String NO_MORE_LOCKS = "53200";

    private final DataSource dataSource;
    private final InstantSource clock;
    private final RecordLimits limits;
    private final IndexRecord indexing;
    private final RecordHooks hooks;
    private final CutAttachments attachments;
    private final TransactionOperations transactions;
    private final RowNumbers numbers = new RowNumbers();
    private final LogicalIds ids;
    private final RecordReads reads;
    private final RecordHistory history;
    private final AccessChanges access;

    public JdbcRecordStore(
            DataSource dataSource,
            ObjectStore objects,
            InstantSource clock,
            RecordLimits limits,
            IndexRecord indexing,
            RecordHooks hooks) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.limits = limits;
        this.indexing = indexing;
        this.hooks = hooks;
        this.attachments = new CutAttachments(objects);
        this.transactions = new NarrowingTransactions(dataSource);
        this.ids = new LogicalIds(clock);
        this.reads = new RecordReads(dataSource);
        this.history = new RecordHistory(dataSource);
        this.access = new AccessChanges(dataSource);
    }

    @Override
    public List<ChangeOutcome> write(RecordWriter writer, List<Entry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        // a caller's transaction cannot be begun anew from here
        int tries = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : TRIES;
        for (int n = 1; ; n++) {
            try {
                return transactions.execute(status -> writeIn(writer, entries));
            } catch (Overtaken e) {
                if (n == tries) {
                    throw RecordRefusal.of(Kind.CONFLICT, "", "another change of the same record came first");
                }
            }
        }
    }

    private List<ChangeOutcome> writeIn(RecordWriter writer, List<Entry> entries) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            List<ChangeOutcome> outcomes = new WriteTransaction(
                            DataSourceUtils.getConnection(dataSource), writer, hooks, limits, attachments, indexing,
                            numbers, ids, now)
                    .run(entries);
            if (outcomes.stream().anyMatch(JdbcRecordStore::changesGuardian)) {
                access.narrowed();
            }
            return outcomes;
        } catch (SQLException e) {
            throw translated(e);
        } catch (DataAccessException e) {
            if (e.getRootCause() instanceof SQLException cause) {
                throw translated(cause);
            }
            throw e;
        }
    }

    /** Perhaps somebody is a guardian no longer. */
    private static boolean changesGuardian(ChangeOutcome outcome) {
        return outcome.id() != null
                && outcome.id().type() == ResourceType.RELATED_PERSON
                && (outcome instanceof ChangeOutcome.Updated || outcome instanceof ChangeOutcome.Deleted);
    }

    /** The database's own message may quote values and goes no further. */
    private static RuntimeException translated(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (OVERTAKEN.contains(state)) {
            return new Overtaken();
        }
        if (state.equals(NO_MORE_LOCKS)) {
            return RecordRefusal.of(Kind.TOO_COSTLY, "", "too many patients in one transaction: send them in several");
        }
        String message = "records cannot be written: SQL state " + state;
        return UNAVAILABLE.stream().anyMatch(state::startsWith)
                ? new DataAccessResourceFailureException(message)
                : new InvalidDataAccessResourceUsageException(message);
    }

    private static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("overtaken", null, false, false);
        }
    }

    @Override
    public Optional<StoredRecord> read(RecordPermit permit, RecordId id) {
        return reads.current(permit, id);
    }

    @Override
    public Optional<StoredRecord> read(RecordPermit permit, RecordId id, int version) {
        return reads.version(permit, id, version);
    }

    @Override
    public HistoryPage history(RecordPermit permit, HistoryQuery of) {
        return history.page(permit, of);
    }

    @Override
    public long historySize(RecordPermit permit, HistoryQuery of) {
        return history.size(permit, of);
    }
}
