package org.cloudfilm.storage.record.subscription;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Approved subscriptions, and the terms of all. The terms are read without a permit: they are instructions to this
 * server and go to nobody.
 */
final class SubscriptionTable {

    private final JdbcClient sql;

    SubscriptionTable(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Empty when the record is deleted or was never there. */
    Optional<SubscriptionTerms> terms(RecordId id) {
        return sql.sql("select version, hospital, content from record where self = ? and id = ? and not deleted")
                .params(id.key(), id.id())
                .query((row, n) -> SubscriptionTerms.read(
                        id, row.getInt(1), new HospitalId(row.getString(2)), row.getBytes(3)))
                .optional();
    }

    Optional<byte[]> content(RecordId id, int version) {
        return sql.sql("select content from record where self = ? and id = ? and version = ? and not deleted")
                .params(id.key(), id.id(), version)
                .query(byte[].class)
                .optional();
    }

    boolean isApproved(RecordId id, int version) {
        return sql.sql("select exists (select from subscription where self = ? and version = ?)")
                .params(id.key(), version)
                .query(Boolean.class)
                .single();
    }

    void approve(SubscriptionTerms terms) {
        sql.sql("""
                        insert into subscription (self, id, hospital, criteria, ends_at, version)
                        values (:self, :id, :hospital, :criteria, coalesce(:end::timestamptz, 'infinity'), :version)
                        on conflict (self) do update
                        set criteria = excluded.criteria, ends_at = excluded.ends_at, version = excluded.version
                        """)
                .param("self", terms.id().key())
                .param("id", terms.id().id())
                .param("hospital", terms.hospital().value())
                .param("criteria", terms.criteria())
                .param("end", terms.end().map(end -> end.atOffset(ZoneOffset.UTC)).orElse((OffsetDateTime) null))
                .param("version", terms.version())
                .update();
        changed();
    }

    void remove(RecordId id) {
        if (sql.sql("delete from subscription where self = ?").param(id.key()).update() > 0) {
            changed();
        }
    }

    private void changed() {
        sql.sql("update subscription_state set number = nextval('subscription_change')").update();
    }
}
