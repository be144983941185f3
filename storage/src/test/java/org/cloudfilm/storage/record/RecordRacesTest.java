package org.cloudfilm.storage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cloudfilm.storage.record.RecordFixture.LISHUI;
import static org.cloudfilm.storage.record.RecordFixture.create;
import static org.cloudfilm.storage.record.RecordFixture.createUnless;
import static org.cloudfilm.storage.record.RecordFixture.entry;
import static org.cloudfilm.storage.record.RecordFixture.id;
import static org.cloudfilm.storage.record.RecordFixture.update;
import static org.cloudfilm.storage.record.ResourceType.BASIC;
import static org.cloudfilm.storage.record.ResourceType.PATIENT;
import static org.cloudfilm.storage.record.ResourceType.PRACTITIONER;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cloudfilm.storage.record.RecordRefusal.Kind;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

class RecordRacesTest {

    private static final String BASIC_JSON = "{'resourceType':'Basic','code':{'text':'%s'}}";

    @TempDir
    static Path directory;

    static RecordFixture records;

    @BeforeAll
    static void start() throws Exception {
        records = new RecordFixture(directory);
    }

    @AfterAll
    static void stop() {
        records.close();
    }

    @Test
    void write_twoHundredConcurrentConditionalCreates_oneRecord() throws Exception {
        List<ChangeOutcome> outcomes = together(200, i -> records.write(createUnless(
                "identifier=urn:staff|rush", PRACTITIONER,
                "{'resourceType':'Practitioner','identifier':[{'system':'urn:staff','value':'rush'}]}")).getFirst());

        assertThat(outcomes).extracting(ChangeOutcome::id).containsOnly(outcomes.getFirst().id());
        assertThat(outcomes.stream().filter(ChangeOutcome.Created.class::isInstance)).hasSize(1);
        assertThat(records.count("record where type = 3")).isEqualTo(1);
    }

    @Test
    void write_twoHundredConcurrentPatientsOfOnePerson_onePerson() throws Exception {
        together(200, i -> records.write(update(id(PATIENT, "zhang-" + i), """
                {"resourceType":"Patient","identifier":[
                  {"system":"urn:oid:2.16.156.10011.1.3","value":"11010519491231002X"}],
                 "name":[{"text":"张三","family":"张","given":["三"]}],"birthDate":"1949-12-31"}""")));

        assertThat(records.count("(select distinct person_id from patient_record) persons")).isEqualTo(1);
        assertThat(records.count("patient_record where identity is not null")).isEqualTo(200);
    }

    @Test
    void update_manyWithTheSameIfMatch_oneWins() throws Exception {
        RecordId id = id(BASIC, "contested");
        records.write(update(id, BASIC_JSON.formatted("first")));

        List<Object> results = together(24, i -> {
            try {
                return records.write(update(id, BASIC_JSON.formatted(i), 1));
            } catch (RecordRefusal refusal) {
                return refusal.kind();
            }
        });

        assertThat(results.stream().filter(ChangeOutcome.Updated.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(Kind.PRECONDITION_FAILED::equals)).hasSize(23);
        assertThat(records.read(id).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void update_sameNewIdConcurrently_allTakeEffectOneAfterTheOther() throws Exception {
        RecordId id = id(BASIC, "newcomer");
        together(16, i -> records.write(update(id, BASIC_JSON.formatted(i))));

        assertThat(records.read(id).orElseThrow().version()).isEqualTo(16);
        assertThat(records.count("record_version v join record r using (rid) where r.id = 'newcomer'")).isEqualTo(15);
    }

    @Test
    void write_sameRecordsInOppositeOrder_noDeadlock() throws Exception {
        List<RecordId> ids = IntStream.range(0, 40).mapToObj(i -> id(BASIC, "shared-" + i)).toList();
        together(12, i -> {
            List<RecordId> order = new ArrayList<>(ids);
            if (i % 2 == 0) {
                Collections.reverse(order);
            }
            return records.store.write(LISHUI, order.stream()
                    .map(id -> entry(update(id, BASIC_JSON.formatted("by " + i)))).toList());
        });

        assertThat(ids).allSatisfy(id -> assertThat(records.read(id).orElseThrow().version()).isEqualTo(12));
        assertThat(records.count("pg_stat_database where datname = current_database() and deadlocks > 0")).isZero();
    }

    @Test
    void write_inATransactionOfTheCaller_commitsOrVanishesWithIt() {
        TransactionTemplate caller = new TransactionTemplate(new DataSourceTransactionManager(records.db.dataSource()));
        RecordId id = id(BASIC, "of-the-caller");

        caller.executeWithoutResult(status -> {
            records.write(update(id, BASIC_JSON.formatted("a")));
            assertThat(records.read(id)).isPresent();
            status.setRollbackOnly();
        });
        assertThat(records.read(id)).isEmpty();

        caller.executeWithoutResult(status -> records.write(update(id, BASIC_JSON.formatted("a"))));
        assertThat(records.read(id)).isPresent();
    }

    @Test
    void write_connectionKilledBeforeCommit_nothingIsThere() {
        long tokens = records.count("record_token");
        JdbcRecordStore store = new JdbcRecordStore(records.db.dataSource(), records.objects,
                InstantSource.system(), RecordLimits.DEFAULTS, RecordFixture.INDEXING,
                new RecordHooks(new JdbcMatchCriteria(records.db.dataSource()),
                        patients -> List.of(),
                        changes -> JdbcClient.create(records.db.dataSource())
                                .sql("select pg_terminate_backend(pg_backend_pid())").query(Boolean.class).single()));

        assertThatThrownBy(() -> store.write(LISHUI, List.of(
                        create("urn:uuid:a", BASIC, "{'resourceType':'Basic','id':'cut','code':{'coding':[{'code':'x'}]}}"),
                        entry(update(id(BASIC, "cut-off"), BASIC_JSON.formatted("x"))))))
                .isInstanceOfAny(DataAccessException.class, TransactionException.class);

        assertThat(records.read(id(BASIC, "cut-off"))).isEmpty();
        assertThat(records.count("record_token")).isEqualTo(tokens);
    }

    private interface Work<T> {
        T run(int number) throws Exception;
    }

    /** All at once, each on a thread of its own; fails as the first that fails. */
    private static <T> List<T> together(int count, Work<T> work) throws Exception {
        CountDownLatch ready = new CountDownLatch(count);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<T> one = () -> {
                    ready.countDown();
                    ready.await();
                    return work.run(number);
                };
                futures.add(threads.submit(one));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(result(future));
            }
            return results;
        }
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
