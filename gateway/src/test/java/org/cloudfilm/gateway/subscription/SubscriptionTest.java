package org.cloudfilm.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.cloudfilm.gateway.subscription.Province.JINYUN;
import static org.cloudfilm.gateway.subscription.Province.LISHUI;
import static org.cloudfilm.gateway.subscription.Province.observation;
import static org.cloudfilm.gateway.subscription.Province.subscription;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A hospital subscribes to its results, over a real database and a real HTTP receiver. */
class SubscriptionTest {

    @TempDir
    Path directory;

    private Province province;
    private final Receiver receiver = new Receiver();
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        province = new Province(directory);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable process : open) {
            process.close();
        }
        receiver.close();
        province.close();
    }

    private Province.Process process(SubscriptionProperties properties) {
        Province.Process process = province.process(properties);
        open.add(process);
        return process;
    }

    private String channel() {
        return "'endpoint':'" + receiver.url() + "','header':['Authorization: Bearer of-the-hospital']";
    }

    private String sendingChannel() {
        return channel() + ",'payload':'application/fhir+json'";
    }

    @Test
    void newResult_thatFits_isToldOnceCommitted_withoutABodyAndWithTheHeaders() {
        Province.Process process = process(Province.PATIENT).start();
        process.subscribe(LISHUI, "s", "Observation?code=glucose&status=final", channel());

        new TransactionTemplate(new DataSourceTransactionManager(province.db.dataSource())).executeWithoutResult(tx -> {
            process.write(LISHUI, observation("undone"), Province.observation("undone", "glucose", "1"));
            tx.setRollbackOnly();
        });
        process.write(LISHUI, observation("other"), Province.observation("other", "urea", "1"));
        process.write(LISHUI, observation("fits"), Province.observation("fits", "glucose", "1"));

        Receiver.Call call = receiver.next();
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/hook");
        assertThat(call.body()).isEmpty();
        assertThat(call.headers().get("Authorization")).containsExactly("Bearer of-the-hospital");
        await().until(() -> province.telling().isEmpty());
        assertThat(receiver.waiting()).as("nothing of what was undone or does not fit").isZero();
        assertThat(province.trail.entries())
                .filteredOn(entry -> entry.action().equals("tell-subscriber"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor()).isEqualTo("Subscription/s");
                    assertThat(entry.onBehalf()).isEqualTo("lishui");
                    assertThat(entry.object()).isEqualTo("Observation/fits");
                    assertThat(entry.outcome()).isEqualTo("granted");
                });
    }

    @Test
    void payload_askedFor_isTheResourceAsItIsNow_attachmentsIncluded() {
        Province.Process process = process(Province.PATIENT).start();
        process.subscribe(LISHUI, "s", "DocumentReference", sendingChannel());
        String attachment = Base64.getEncoder().encodeToString(new byte[200_000]);
        RecordId id = new RecordId(ResourceType.DOCUMENT_REFERENCE, "letter");
        process.write(LISHUI, id, "{'resourceType':'DocumentReference','id':'letter','status':'current','content':[{"
                + "'attachment':{'contentType':'application/pdf','data':'" + attachment + "'}}]}");

        Receiver.Call call = receiver.next();
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.path()).isEqualTo("/hook/DocumentReference/letter");
        assertThat(call.headers().get("Content-type")).containsExactly("application/fhir+json;charset=UTF-8");
        assertThat(call.body()).contains(attachment).contains("\"versionId\":\"1\"");
    }

    @Test
    void otherHospitals_areNeverToldOf_andNeverTold() {
        Province.Process process = process(Province.PATIENT).start();
        process.subscribe(LISHUI, "s", "Observation?", sendingChannel());

        process.write(JINYUN, observation("theirs"), Province.observation("theirs", "glucose", "1"));
        process.write(LISHUI, observation("ours"), Province.observation("ours", "glucose", "1"));

        assertThat(receiver.next().path()).isEqualTo("/hook/Observation/ours");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void deletedBeforeItWasTold_isNotTold() {
        Province.Process process = process(Province.PATIENT).start();
        process.subscribe(LISHUI, "s", "Observation?", sendingChannel());
        AtomicBoolean down = new AtomicBoolean(true);
        receiver.answer = call -> down.get() ? 503 : 200;
        process.write(LISHUI, observation("a"), Province.observation("a", "glucose", "1"));
        assertThat(receiver.next().path()).endsWith("/a");

        process.delete(LISHUI, observation("a"));
        down.set(false);
        process.write(LISHUI, observation("b"), Province.observation("b", "glucose", "1"));

        await().until(() -> province.telling().isEmpty());
        List<String> paths = drain();
        assertThat(paths.getLast()).endsWith("/b");
    }

    @Test
    void receiverDown_thenUp_hearsEverythingInOrder() {
        Province.Process process = process(Province.PATIENT).start();
        process.subscribe(LISHUI, "s", "Observation?", sendingChannel());
        receiver.stop();
        for (int i = 0; i < 5; i++) {
            process.write(LISHUI, observation("o" + i), Province.observation("o" + i, "glucose", "1"));
        }
        await().until(() -> province.telling().orElseThrow().failing() == 1);
        assertThat(province.telling().orElseThrow().waiting()).isEqualTo(5);

        receiver.start();

        assertThat(IntStream.range(0, 5).mapToObj(i -> receiver.next().path()))
                .containsExactly("/hook/Observation/o0", "/hook/Observation/o1", "/hook/Observation/o2",
                        "/hook/Observation/o3", "/hook/Observation/o4");
        await().until(() -> province.telling().isEmpty());
    }

    @Test
    void processThatDiedBeforeItHeardTheAnswer_leavesTheEventToAnother() {
        Province.Process first = process(Province.PATIENT).start();
        first.subscribe(LISHUI, "s", "Observation?", sendingChannel());
        first.close();
        first.write(LISHUI, observation("a"), Province.observation("a", "glucose", "1"));
        // as one that took it, told it and was killed leaves it: leased, tried, not deleted
        JdbcClient.create(province.db.dataSource())
                .sql("update outbox set tries = 1, due_at = now() + interval '1 second'")
                .update();

        process(Province.PATIENT).start();

        assertThat(receiver.next().path()).endsWith("/a");
        await().until(() -> province.telling().isEmpty());
    }

    @Test
    void receiverThatGivesNoEnd_orTakesTooLong_orSendsElsewhere_countsAsFailure() {
        CountDownLatch never = new CountDownLatch(1);
        Province.Process process = process(Province.QUICK).start();
        RecordId slow = process.subscribe(LISHUI, "slow", "Observation?code=slow", channel());
        receiver.answer = call -> {
            try {
                never.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 200;
        };
        process.write(LISHUI, observation("a"), Province.observation("a", "slow", "1"));
        await().atMost(Duration.ofSeconds(30)).until(() -> process.status(slow).equals("error"));
        never.countDown();
        assertThat(text(slow)).contains("did not answer within 2 s");

        receiver.answer = call -> call.path().contains("elsewhere") ? 200 : 307;
        RecordId moved = process.subscribe(LISHUI, "moved", "Observation?code=moved", channel());
        process.write(LISHUI, observation("b"), Province.observation("b", "moved", "1"));
        await().atMost(Duration.ofSeconds(30)).until(() -> process.status(moved).equals("error"));
        assertThat(text(moved)).contains("answered with status 307");
        assertThat(drain()).doesNotContain("/elsewhere");
    }

    @Test
    void receiverThatFailsForGood_isInErrorVisibly_andHearsAllOnceRequestedAgain() {
        Province.Process process = process(Province.QUICK).start();
        RecordId id = process.subscribe(LISHUI, "s", "Observation?", sendingChannel());
        receiver.answer = call -> 500;
        process.write(LISHUI, observation("a"), Province.observation("a", "glucose", "1"));
        process.write(LISHUI, observation("b"), Province.observation("b", "glucose", "1"));

        await().atMost(Duration.ofSeconds(30)).until(() -> process.status(id).equals("error"));
        assertThat(text(id)).contains("\"error\":\"the endpoint answered with status 500\"");
        await().until(() -> province.telling().orElseThrow().setAside() == 2);
        assertThat(province.backlog.setAside(10)).allSatisfy(
                event -> assertThat(event.trouble()).isEqualTo("the endpoint answered with status 500"));
        drain();

        receiver.answer = call -> 200;
        process.subscribe(LISHUI, "s", "Observation?", sendingChannel());

        assertThat(List.of(receiver.next().path(), receiver.next().path()))
                .containsExactly("/hook/Observation/a", "/hook/Observation/b");
        await().until(() -> province.telling().isEmpty());
        assertThat(text(id)).doesNotContain("\"error\"");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void gone_turnsTheSubscriptionOff() {
        Province.Process process = process(Province.PATIENT).start();
        RecordId id = process.subscribe(LISHUI, "s", "Observation?", sendingChannel());
        receiver.answer = call -> 410;
        process.write(LISHUI, observation("a"), Province.observation("a", "glucose", "1"));
        process.write(LISHUI, observation("b"), Province.observation("b", "glucose", "1"));

        await().until(() -> process.status(id).equals("off"));
        await().until(() -> province.telling().isEmpty());
        assertThat(drain()).hasSize(1);
    }

    @Test
    void end_passed_turnsTheSubscriptionOff() {
        Province.Process process = process(Province.PATIENT).start();
        Instant end = Instant.now().plusSeconds(4);
        RecordId id = process.write(LISHUI, subscription("s"), Province.terms("s", "Observation?", channel())
                .replace("'reason'", "'end':'" + end + "','reason'"));
        await().until(() -> process.status(id).equals("active"));

        await().atMost(Duration.ofSeconds(30)).until(() -> process.status(id).equals("off"));

        assertThat(Instant.now()).isAfterOrEqualTo(end);
        process.write(LISHUI, observation("a"), Province.observation("a", "glucose", "1"));
        assertThat(province.telling()).isEmpty();
    }

    @Test
    void turnedOffOrDeleted_hearsNothingMore() {
        Province.Process process = process(Province.PATIENT).start();
        RecordId off = process.subscribe(LISHUI, "off", "Observation?", sendingChannel());
        RecordId deleted = process.subscribe(LISHUI, "deleted", "Observation?", sendingChannel());
        process.write(LISHUI, off,
                Province.terms("off", "Observation?", sendingChannel()).replace("'requested'", "'off'"));
        process.delete(LISHUI, deleted);

        process.write(LISHUI, observation("a"), Province.observation("a", "glucose", "1"));

        await().until(() -> province.telling().isEmpty());
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void onceActive_everyProcessTells() {
        Province.Process here = process(Province.PATIENT).start();
        Province.Process there = process(Province.PATIENT);
        there.write(LISHUI, observation("before"), Province.observation("before", "glucose", "1"));
        for (int i = 0; i < 3; i++) {
            here.subscribe(LISHUI, "s" + i, "Observation?code=c" + i, sendingChannel());
            there.write(LISHUI, observation("o" + i), Province.observation("o" + i, "c" + i, "1"));
            assertThat(receiver.next().path()).endsWith("/o" + i);
        }
    }

    @Test
    void thousandResults_ofOneTransactionAndMany_allArriveOnce_inOrderForEachRecord() {
        Province.Process process = process(Province.PATIENT).start();
        process.subscribe(LISHUI, "one", "Observation?code=glucose", sendingChannel());
        process.subscribe(LISHUI, "two", "Observation?value-string=v5", channel());

        List<RecordStore.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(new RecordStore.Entry(Optional.empty(), new RecordChange.Update(
                    observation("o" + i),
                    Province.content(Province.observation("o" + i, "glucose", "v" + i % 10)),
                    OptionalInt.empty())));
        }
        process.store.write(new RecordWriter(LISHUI, "his"), entries);
        for (int i = 0; i < 500; i++) {
            process.write(LISHUI, observation("o" + i % 50), Province.observation("o" + i % 50, "glucose", "w" + i));
        }

        await().atMost(Duration.ofSeconds(90)).until(() -> province.telling().isEmpty());
        Map<String, Integer> calls = new HashMap<>();
        Map<String, Integer> lastVersion = new HashMap<>();
        int posts = 0;
        for (Receiver.Call call = receiver.next(); ; call = receiver.next()) {
            if (call.method().equals("POST")) {
                posts++;
            } else {
                calls.merge(call.path(), 1, Integer::sum);
                int version = Integer.parseInt(
                        call.body().replaceAll(".*\"versionId\":\"(\\d+)\".*", "$1"));
                assertThat(version).isGreaterThanOrEqualTo(lastVersion.getOrDefault(call.path(), 0));
                lastVersion.put(call.path(), version);
            }
            if (receiver.waiting() == 0) {
                break;
            }
        }
        assertThat(posts).isEqualTo(50);
        assertThat(calls).hasSize(500);
        assertThat(calls.values().stream().mapToInt(n -> n).sum()).isEqualTo(1000);
        assertThat(lastVersion.get("/hook/Observation/o0")).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "Subscription.criteria          | Observation?nonsense=1           | 'type':'rest-hook','endpoint':'http://127.0.0.1/x'",
        "Subscription.criteria          | Subscription?status=active       | 'type':'rest-hook','endpoint':'http://127.0.0.1/x'",
        "Subscription.criteria          | Rumour?x=1                       | 'type':'rest-hook','endpoint':'http://127.0.0.1/x'",
        "Subscription.criteria          | Observation?patient.name=x       | 'type':'rest-hook','endpoint':'http://127.0.0.1/x'",
        "Subscription.criteria          | Patient?_has:Observation:patient:code=x | 'type':'rest-hook','endpoint':'http://127.0.0.1/x'",
        "Subscription.criteria          | Observation?_sort=date           | 'type':'rest-hook','endpoint':'http://127.0.0.1/x'",
        "Subscription.channel.type      | Observation?                     | 'type':'email','endpoint':'mailto:a@b.c'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'ftp://127.0.0.1/x'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'file:///etc/passwd'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'http://10.0.0.1/x'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'http://[::1]/x'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'http://169.254.169.254/latest/meta-data'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'http://evil.example.org/x'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'http://u:p@127.0.0.1/x'",
        "Subscription.channel.endpoint  | Observation?                     | 'type':'rest-hook','endpoint':'http://167772161/x'",
        "Subscription.channel.payload   | Observation?                     | 'type':'rest-hook','endpoint':'http://127.0.0.1/x','payload':'text/html'",
        "Subscription.channel.header[0] | Observation?                     | 'type':'rest-hook','endpoint':'http://127.0.0.1/x','header':['Host: other']",
        "Subscription.channel.header[0] | Observation?                     | 'type':'rest-hook','endpoint':'http://127.0.0.1/x','header':['no colon']",
    })
    void subscriptionThatCouldNeverWork_isRefusedWithTheElementAtFault(String path, String criteria, String channel) {
        Province.Process process = process(Province.QUICK);
        String terms = "{'resourceType':'Subscription','id':'s','status':'requested','reason':'r','criteria':'"
                + criteria + "','channel':{" + channel + "}}";

        RecordRefusal refusal = catchThrowableOfType(
                RecordRefusal.class, () -> process.write(LISHUI, subscription("s"), terms));

        assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.INVALID);
        assertThat(refusal.flaws()).singleElement().satisfies(flaw -> assertThat(flaw.path()).isEqualTo(path));
        assertThat(process.subscriptions.find(subscription("s"))).isEmpty();
    }

    @Test
    void nameThatLeadsHome_isNotCalled_unlessTheNetworkIsAllowedToo() {
        province.allow(LISHUI, "localhost");
        Province.Process process = process(Province.QUICK).start();
        RecordId id = process.write(LISHUI, subscription("s"),
                Province.terms("s", "Observation?", channel().replace("127.0.0.1", "localhost")));

        await().until(() -> process.status(id).equals("error"));
        assertThat(text(id)).contains("an address that the operator does not allow");
    }

    @Test
    void endpointForbiddenLater_isNotCalledAnyMore() {
        Province.Process before = process(Province.QUICK).start();
        RecordId id = before.subscribe(LISHUI, "s", "Observation?", channel());
        before.close();
        before.write(LISHUI, observation("a"), Province.observation("a", "glucose", "1"));
        province.allow(LISHUI, "his.example.org");

        Province.Process after = process(Province.QUICK).start();

        await().until(() -> after.status(id).equals("error"));
        assertThat(receiver.waiting()).isZero();
    }

    private List<String> drain() {
        List<String> paths = new ArrayList<>();
        while (receiver.waiting() > 0) {
            paths.add(receiver.next().path());
        }
        return paths;
    }

    private String text(RecordId id) {
        return JdbcClient.create(province.db.dataSource())
                .sql("select convert_from(content, 'UTF8') from record where self = ?")
                .param(id.key())
                .query(String.class)
                .single();
    }
}
