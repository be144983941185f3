package org.cloudfilm.gateway.hl7v2;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cloudfilm.gateway.hl7v2.mapping.MapMessage;
import org.cloudfilm.gateway.testing.Trail;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.hospital.Hl7Senders;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.inbox.DeadLetters;
import org.cloudfilm.storage.inbox.Inbox;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.LinkByHospital;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.record.ChangeListener;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.MovePatientRecords;
import org.cloudfilm.storage.record.OwnRecords;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.record.search.JdbcRecordSearch;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.cloudfilm.storage.testing.TestDatabase;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** The HL7 door over real stores: two hospitals send, and their records are searched. */
final class RecordsDoor implements AutoCloseable {

    static final String NUMBER = "urn:cloudfilm:hospital:lishui:";
    private static final FhirContext R4 = FhirContext.forR4Cached();

    final TestDatabase database = TestDatabase.create();
    final JdbcClient sql = JdbcClient.create(database.dataSource());
    final Trail trail = new Trail();
    final AtomicReference<ChangeListener> listener = new AtomicReference<>(changes -> {});
    final RecordStore records;
    final Hl7Door door;
    private final Path directory;
    private final ObjectStore objects;
    private final RuledAccess access;
    private final JdbcRecordSearch search;
    private final AtomicInteger controlIds = new AtomicInteger();
    private final MllpPeer lishui;

    RecordsDoor() {
        try {
            directory = Files.createTempDirectory("hl7-records");
            objects = ObjectStores.open(new ObjectStoreSettings.Files(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var data = database.dataSource();
        Clock clock = Clock.systemUTC();
        IndexRecord indexing = new IndexRecord(ZoneId.of("Asia/Shanghai"), Set.of());
        access = new RuledAccess(data, trail, clock);
        search = new JdbcRecordSearch(data, indexing);
        records = new JdbcRecordStore(data, objects, clock, RecordLimits.DEFAULTS, indexing,
                new RecordHooks(new JdbcMatchCriteria(data), new LinkPatients(new LinkPerson(data, clock)),
                        changes -> listener.get().changed(changes)));
        OwnRecords own = new OwnRecords(data, new JdbcMatchCriteria(data), objects);
        LinkByHospital people = new LinkByHospital(data, trail, clock);
        DeadLetters letters = new DeadLetters(data, clock, 1000);
        door = Hl7Door.open(
                new Hl7Settings("127.0.0.1", 0, 300, 8 << 20, 4, Duration.ofSeconds(60), Duration.ofSeconds(60),
                        Set.of("P"), Duration.ofSeconds(5)),
                new Hospitals(List.of(hospital("lishui", "LISHUI"), hospital("jinyun", "JINYUN"))),
                new StoreRecords(new MapMessage(ZoneId.of("Asia/Shanghai")), records, own,
                        new SamePatients(new MovePatientRecords(own, records), people)),
                new Inbox(data, letters, clock, Duration.ofDays(30)), letters, trail, clock);
        door.server().start();
        lishui = peer();
    }

    /** Decisions of earlier generations are void in every process. */
    int accessGeneration() {
        return sql.sql("select number from access_generation").query(Integer.class).single();
    }

    private static Hospital hospital(String id, String facility) {
        return new Hospital(new HospitalId(id), id, id, List.of(), List.of(),
                new Hl7Senders(List.of(facility), Optional.empty()));
    }

    MllpPeer peer() {
        return new MllpPeer(door.server().port());
    }

    /** One of Lishui's messages under a control ID of its own; lines end with {@code !}. */
    static String message(String controlId, String facility, String type, String segments) {
        return "MSH|^~\\&|HIS|" + facility + "|CLOUDFILM|CLOUDFILM|20260105093000||" + type + "|" + controlId
                + "|P|2.5\r" + segments.replace('!', '\r') + "\r";
    }

    /** Sends what must be accepted. */
    void send(String type, String segments) {
        String answer = lishui.ask(message("C" + controlIds.incrementAndGet(), "LISHUI", type, segments));
        if (!answer.contains("MSA|AA|")) {
            throw new AssertionError(answer);
        }
    }

    /** Sends and gives the answer. */
    String ask(String type, String segments) {
        return lishui.ask(message("C" + controlIds.incrementAndGet(), "LISHUI", type, segments));
    }

    /** @param query as in a URL, such as {@code Patient?identifier=…}; {@code #} stands for Lishui's systems */
    @SuppressWarnings("unchecked")
    <T extends Resource> List<T> find(String query) {
        ResourceType type = ResourceType.find(query.substring(0, query.indexOf('?'))).orElseThrow();
        List<Map.Entry<String, String>> parameters = Arrays.stream(query.substring(query.indexOf('?') + 1).split("&"))
                .map(part -> part.split("=", 2))
                .map(part -> Map.entry(part[0],
                        URLDecoder.decode(part[1].replace("#", NUMBER), StandardCharsets.UTF_8)))
                .toList();
        AccessDecision<RecordPermit> decision = access.decide(new AccessRequest.SearchRecords(
                new Requester.HospitalSystem("lishui", new HospitalId("lishui")), type, Optional.empty(), Purpose.TREAT));
        RecordPermit permit = ((AccessDecision.Granted<RecordPermit>) decision).permit();
        return search.search(permit, RecordQuery.parse(type, parameters, true)).matches().stream()
                .map(record -> (T) R4.newJsonParser()
                        .parseResource(new String(record.content(), StandardCharsets.UTF_8)))
                .toList();
    }

    <T extends Resource> T only(String query) {
        List<T> found = find(query);
        if (found.size() != 1) {
            throw new AssertionError(query + " finds " + found.size());
        }
        return found.getFirst();
    }

    UUID personOf(Resource patient) {
        return sql.sql("""
                        select p.person_id from patient_record p join record r using (rid) where r.id = :id
                        """)
                .param("id", patient.getIdElement().getIdPart())
                .query(UUID.class)
                .single();
    }

    int count(String table) {
        return sql.sql("select count(*) from " + table).query(Integer.class).single();
    }

    @Override
    public void close() {
        lishui.close();
        door.server().close();
        objects.close();
        database.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
