package org.cloudfilm.gateway.subscription;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cloudfilm.gateway.fhir.ContentWriter;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.consent.Access;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.hospital.AllowedEndpoints;
import org.cloudfilm.storage.hospital.Hl7Senders;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.outbox.JdbcOutbox;
import org.cloudfilm.storage.outbox.OutboxBacklog;
import org.cloudfilm.storage.outbox.OutboxBell;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.ChangeOutcome;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.record.subscription.SubscriptionTerms;
import org.cloudfilm.storage.record.subscription.Subscriptions;
import org.cloudfilm.storage.record.subscription.TellSubscribers;
import org.cloudfilm.storage.testing.TestDatabase;

/** A database and hospitals; processes that write and tell are opened on it as a test wants. */
final class Province implements AutoCloseable {

    static final HospitalId LISHUI = new HospitalId("lishui");
    static final HospitalId JINYUN = new HospitalId("jinyun");

    /** Quick tries, so that a test sees the last one. */
    static final SubscriptionProperties QUICK = new SubscriptionProperties(
            4, Duration.ofSeconds(1), Duration.ofSeconds(2), 3, Duration.ofMillis(20), Duration.ofMillis(50));

    static final SubscriptionProperties PATIENT = new SubscriptionProperties(
            4, Duration.ofSeconds(1), Duration.ofSeconds(2), 1000, Duration.ofMillis(20), Duration.ofMillis(50));

    final TestDatabase db = TestDatabase.create();
    final Trail trail = new Trail();
    final OutboxBacklog backlog = new OutboxBacklog(db.dataSource());
    final ObjectStore objects;
    private final Map<HospitalId, List<String>> endpoints = new ConcurrentHashMap<>(Map.of(
            LISHUI, List.of("127.0.0.1", "localhost", "127.0.0.0/8"), JINYUN, List.of("127.0.0.1")));

    Province(Path directory) throws Exception {
        objects = ObjectStores.open(new ObjectStoreSettings.Files(directory));
    }

    void allow(HospitalId hospital, String... hosts) {
        endpoints.put(hospital, List.of(hosts));
    }

    Process process(SubscriptionProperties properties) {
        return new Process(properties);
    }

    /** One process of the province: it writes, and tells subscribers once it was told to. */
    final class Process implements AutoCloseable {

        final RecordStore store;
        final Subscriptions subscriptions;
        private final SubscriptionDelivery delivery;
        private final RestHook hook;

        private Process(SubscriptionProperties properties) {
            Hospitals hospitals = new Hospitals(List.of(hospital(LISHUI), hospital(JINYUN)));
            Clock clock = Clock.systemUTC();
            OutboxBell bell = new OutboxBell();
            JdbcOutbox outbox = new JdbcOutbox(db.dataSource(), bell);
            store = new JdbcRecordStore(
                    db.dataSource(),
                    objects,
                    clock,
                    RecordLimits.DEFAULTS,
                    new IndexRecord(ZoneId.of("Asia/Shanghai"), Set.of()),
                    new RecordHooks(
                            new JdbcMatchCriteria(db.dataSource()),
                            new LinkPatients(new LinkPerson(db.dataSource(), InstantSource.system())),
                            new TellSubscribers(db.dataSource(), hospitals, outbox, clock)));
            subscriptions = new Subscriptions(db.dataSource(), store, outbox);
            Access access = new RuledAccess(db.dataSource(), trail, clock);
            hook = new RestHook(
                    new ContentWriter((key, length) ->
                            objects.read(key, 0, length).orElseThrow(() -> new IOException("missing"))),
                    properties.connectTimeout(),
                    properties.timeout());
            delivery = new SubscriptionConfiguration().subscriptionDelivery(
                    db.dataSource(), store, outbox, bell, access, trail, hospitals, hook, clock, properties);
        }

        Process start() {
            delivery.start();
            return this;
        }

        RecordId write(HospitalId hospital, RecordId id, String json) {
            ChangeOutcome outcome = store.write(
                    new RecordWriter(hospital, "his"), new RecordChange.Update(id, content(json), OptionalInt.empty()));
            return outcome.id();
        }

        void delete(HospitalId hospital, RecordId id) {
            store.write(new RecordWriter(hospital, "his"), new RecordChange.Delete(id, OptionalInt.empty()));
        }

        /** Writes a subscription and waits until it is active. */
        RecordId subscribe(HospitalId hospital, String name, String criteria, String channel) {
            RecordId id = write(hospital, subscription(name), Province.terms(name, criteria, channel));
            await().atMost(Duration.ofSeconds(30)).until(() -> status(id).equals("active"));
            return id;
        }

        SubscriptionTerms find(RecordId id) {
            return subscriptions.find(id).orElseThrow();
        }

        String status(RecordId id) {
            return find(id).status();
        }

        @Override
        public void close() {
            delivery.close();
            hook.close();
        }
    }

    private Hospital hospital(HospitalId id) {
        return new Hospital(id, id.value(), id.value(), List.of(), List.of(), Hl7Senders.NONE,
                new AllowedEndpoints(endpoints.get(id)));
    }

    static RecordId subscription(String name) {
        return new RecordId(ResourceType.SUBSCRIPTION, name);
    }

    static RecordId observation(String name) {
        return new RecordId(ResourceType.OBSERVATION, name);
    }

    static String terms(String name, String criteria, String channel) {
        return "{'resourceType':'Subscription','id':'" + name + "','status':'requested','reason':'results','criteria':'"
                + criteria + "','channel':{'type':'rest-hook'," + channel + "}}";
    }

    static String observation(String name, String code, String value) {
        return "{'resourceType':'Observation','id':'" + name + "','status':'final','code':{'coding':[{'code':'" + code
                + "'}]},'valueString':'" + value + "'}";
    }

    static RecordChange.Content content(String json) {
        return RecordChange.Content.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    Optional<OutboxBacklog.Line> telling() {
        return backlog.lines().stream().filter(line -> line.kind().equals("subscription-tell")).findFirst();
    }

    @Override
    public void close() {
        objects.close();
        db.close();
    }
}
