package org.cloudfilm.storage.record;

import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.record.index.IndexVersion;
import org.springframework.jdbc.core.simple.JdbcClient;

/** By which version of the software the index rows in the database were made, and how far making them anew has come. */
public final class RecordIndex {

    /** Whether searches find what they should. */
    public enum State {
        CURRENT,
        /** made by another version: {@link ReindexRecords} must run */
        OUTDATED
    }

    private final JdbcClient db;
    private final String version;

    public RecordIndex(DataSource dataSource) {
        this(dataSource, IndexVersion.current());
    }

    RecordIndex(DataSource dataSource, String version) {
        this.db = JdbcClient.create(dataSource);
        this.version = version;
    }

    /**
     * To be called before the first record is written by this process. A database without records is this version's
     * from now on. Making rows anew, if it was broken off, begins again from the start: what is written now would
     * else get its rows twice.
     */
    public State open() {
        db.sql("""
                update record_index set version = ?, next_version = null, done_to = 0
                where version <> ? and not exists (select from record)
                """)
                .param(version)
                .param(version)
                .update();
        if (db.sql("update record_index set version = 'unknown', next_version = null, done_to = 0"
                        + " where next_version is not null").update() > 0) {
            return State.OUTDATED;
        }
        return state();
    }

    public State state() {
        return db.sql("select version = ? and next_version is null from record_index")
                        .param(version)
                        .query(Boolean.class)
                        .single()
                ? State.CURRENT
                : State.OUTDATED;
    }

    /** The last record that has its new rows, when making them by this version has begun already. */
    Optional<Long> doneTo() {
        return db.sql("select done_to from record_index where next_version = ?").param(version).query(Long.class).optional();
    }

    void begin() {
        db.sql("update record_index set next_version = ?, done_to = 0").param(version).update();
    }

    void done(long rid) {
        db.sql("update record_index set done_to = ?").param(rid).update();
    }

    void finish() {
        db.sql("update record_index set version = ?, next_version = null, done_to = 0").param(version).update();
    }
}
