package org.cloudfilm.storage.consent.book;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.hospital.Hospital;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.hospital.Hospitals;
import org.cloudfilm.storage.notice.Notice;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.object.ObjectStore;
import org.cloudfilm.storage.object.ObjectStoreSettings;
import org.cloudfilm.storage.object.ObjectStores;
import org.cloudfilm.storage.person.LinkPatients;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PersonDirectory;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.JdbcRecordStore;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordChange;
import org.cloudfilm.storage.record.RecordHooks;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordLimits;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcMatchCriteria;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lishui and Jinyun, both with 张三 as their patient, and what a consent needs: a record store, notices, a trail. */
final class TwoHospitals implements AutoCloseable {

    static final HospitalId LISHUI = new HospitalId("lishui");
    static final HospitalId JINYUN = new HospitalId("jinyun");
    static final Hospitals HOSPITALS = new Hospitals(List.of(
            new Hospital(LISHUI, "丽水市中心医院", "Lishui Central Hospital", List.of(), List.of()),
            new Hospital(JINYUN, "缙云县人民医院", "Jinyun County People's Hospital", List.of(), List.of())));
    static final ResidentId ZHANG_NUMBER = new ResidentId("34052419800101001X");
    static final Requester.Patient ZHANG = new Requester.Patient("patient-zhang", ZHANG_NUMBER);
    static final Requester.Patient STRANGER =
            new Requester.Patient("patient-x", new ResidentId("11010519491231002X"));
    static final Requester.Clinician WANG = new Requester.Clinician("doctor-wang", LISHUI);
    static final Requester.Clinician CHEN = new Requester.Clinician("doctor-chen", JINYUN);
    static final RecordId ZHANG_IN_LISHUI = new RecordId(ResourceType.PATIENT, "l-zhang");
    static final RecordId ZHANG_IN_JINYUN = new RecordId(ResourceType.PATIENT, "j-zhang");

    final TestDatabase db = TestDatabase.create();
    final JdbcClient sql = JdbcClient.create(db.dataSource());
    final List<AuditEntry> trail = new ArrayList<>();
    final Notices notices = new Notices(db.dataSource(), this::now);
    final AccessChanges changes = new AccessChanges(db.dataSource());
    final RecordStore store;
    private final ObjectStore objects;
    private volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");

    TwoHospitals(Path directory) throws Exception {
        objects = ObjectStores.open(new ObjectStoreSettings.Files(directory));
        FollowConsents following = new FollowConsents(db.dataSource(), changes, this::now);
        store = new JdbcRecordStore(db.dataSource(), objects, this::now, RecordLimits.DEFAULTS,
                new IndexRecord(LocalZone.ZONE, Set.of()),
                new RecordHooks(new JdbcMatchCriteria(db.dataSource()),
                        new LinkPatients(new LinkPerson(db.dataSource(), this::now)), following));
        patient(LISHUI, ZHANG_IN_LISHUI, "张三", ZHANG_NUMBER);
        patient(JINYUN, ZHANG_IN_JINYUN, "张三", ZHANG_NUMBER);
    }

    Instant now() {
        return now;
    }

    void later(Duration by) {
        now = now.plus(by);
    }

    AskConsent asking() {
        return new AskConsent(db.dataSource(), notices, this::append, AccessSettings.USUAL, this::now);
    }

    ConsentBook book() {
        return book(store, AccessSettings.USUAL);
    }

    ConsentBook book(RecordStore records, AccessSettings settings) {
        return new ConsentBook(db.dataSource(), records, notices, this::append, changes, settings, HOSPITALS, this::now);
    }

    BreakGlass glass() {
        return new BreakGlass(db.dataSource(), notices, this::append, changes, this::now);
    }

    synchronized void append(AuditEntry entry) {
        trail.add(entry);
    }

    synchronized List<String> steps() {
        return trail.stream().map(entry -> entry.action() + " " + entry.outcome()).toList();
    }

    PersonId zhang() {
        return new PersonDirectory(db.dataSource()).find(ZHANG_NUMBER).orElseThrow();
    }

    void patient(HospitalId hospital, RecordId id, String name, ResidentId number) {
        String born = number.birthDate().toString();
        write(hospital, id, """
                {"resourceType":"Patient",
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"},
                   {"system":"urn:cloudfilm:hospital:%s:patient","value":"%s"}],
                 "name":[{"text":"%s"}],"birthDate":"%s"}
                """.formatted(number.value(), hospital, id.id(), name, born));
    }

    void write(HospitalId hospital, RecordId id, String json) {
        store.write(new RecordWriter(hospital, hospital + "-his"), new RecordChange.Update(
                id, RecordChange.Content.of(json.getBytes(StandardCharsets.UTF_8)), OptionalInt.empty()));
    }

    /** The patient is at the hospital now. */
    void arrives(HospitalId hospital, RecordId patient) {
        write(hospital, new RecordId(ResourceType.ENCOUNTER, "visit-" + patient.id()), """
                {"resourceType":"Encounter","status":"in-progress",
                 "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                 "subject":{"reference":"%s"},"period":{"start":"2026-11-22T07:30:00Z"}}
                """.formatted(patient));
    }

    List<String> told() {
        return notices.of(List.of(zhang()), OptionalLong.empty(), 100).notices().stream()
                .map(Notice::kind)
                .map(Enum::name)
                .toList();
    }

    String consent(GivenConsent consent) {
        return sql.sql("select convert_from(content, 'UTF8') from record where type = :type and id = :id")
                .param("type", ResourceType.CONSENT.number())
                .param("id", consent.record().orElseThrow())
                .query(String.class)
                .single();
    }

    long count(String from) {
        return sql.sql("select count(*) from " + from).query(Long.class).single();
    }

    @Override
    public void close() {
        objects.close();
        db.close();
    }
}
