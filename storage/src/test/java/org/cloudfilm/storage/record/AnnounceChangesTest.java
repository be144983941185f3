package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.delete;
import static org.cloudfilm.storage.record.RecordFixture.entry;
import static org.cloudfilm.storage.record.RecordFixture.id;
import static org.cloudfilm.storage.record.RecordFixture.update;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.outbox.OutboxEvent;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AnnounceChangesTest {

    private static final String OBSERVATION = "{'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'subject':{'reference':'Patient/p'}}";
    private static final String BASIC = "{'resourceType':'Basic','code':{'text':'x'}}";

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void write_whileSomebodySubscribes_eventsOfThatTypeWithTheCommit() throws Exception {
        try (RecordFixture records = new RecordFixture(directory)) {
            JdbcRecordStore store = announcing(records, () -> now);
            RecordId result = id(ResourceType.OBSERVATION, "result");
            store.write(LISHUI, update(result, OBSERVATION));
            assertThat(events(records)).isEmpty();

            store.write(LISHUI, update(id(ResourceType.SUBSCRIPTION, "s"), "{'resourceType':'Subscription',"
                    + "'status':'requested','reason':'results','criteria':'Observation?status=final',"
                    + "'channel':{'type':'rest-hook','endpoint':'https://his/hook'}}"));
            now = now.plusSeconds(2);
            TransactionTemplate caller =
                    new TransactionTemplate(new DataSourceTransactionManager(records.db.dataSource()));
            caller.executeWithoutResult(status -> {
                store.write(LISHUI, delete(result));
                status.setRollbackOnly();
            });
            assertThat(events(records)).isEmpty();

            store.write(LISHUI, List.of(
                    entry(update(id(ResourceType.BASIC, "b"), BASIC)), entry(delete(result))));
            assertThat(events(records)).containsExactly(new OutboxEvent("record-changed",
                    Long.toHexString(id(ResourceType.PATIENT, "p").key()),
                    "{\"type\":\"Observation\",\"id\":\"result\",\"version\":2,\"deleted\":true}"));

            store.write(LISHUI, delete(id(ResourceType.SUBSCRIPTION, "s")));
            now = now.plusSeconds(2);
            store.write(LISHUI, update(result, OBSERVATION));
            assertThat(events(records)).hasSize(1);
        }
    }

    private static JdbcRecordStore announcing(RecordFixture records, InstantSource clock) {
        return new JdbcRecordStore(records.db.dataSource(), records.objects, clock, RecordLimits.DEFAULTS,
                RecordFixture.INDEXING,
                new RecordHooks(new JdbcMatchCriteria(records.db.dataSource()), patients -> new ArrayList<>(),
                        new AnnounceChanges(new JdbcOutbox(records.db.dataSource()),
                                new SubscribedTypes(records.db.dataSource(), clock))));
    }

    private static List<OutboxEvent> events(RecordFixture records) {
        return JdbcClient.create(records.db.dataSource())
                .sql("select kind, key, payload from outbox order by seq")
                .query((row, n) -> new OutboxEvent(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }
}
