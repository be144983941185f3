package org.cloudfilm.storage.consent;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.consent.AccessDecision.Granted;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two hospitals, their doctors, 张三's film in Jinyun; and short ways to let things happen to them. */
final class AccessStory implements AutoCloseable {

    static final HospitalId LISHUI = new HospitalId("lishui");
    static final HospitalId JINYUN = new HospitalId("jinyun");
    static final ResidentId ZHANG_SAN = new ResidentId("34052419800101001X");

    static final Requester.Clinician WANG = new Requester.Clinician("doctor-wang", LISHUI);
    static final Requester.Clinician LI = new Requester.Clinician("doctor-li", LISHUI);
    static final Requester.Clinician CHEN = new Requester.Clinician("doctor-chen", JINYUN);
    static final Requester.Patient ZHANG = new Requester.Patient("patient-zhang", ZHANG_SAN);

    final TestDatabase db = TestDatabase.create();
    final DataSource dataSource = db.dataSource();
    final JdbcClient sql = JdbcClient.create(dataSource);
    final List<AuditEntry> trail = new CopyOnWriteArrayList<>();
    final Map<UUID, LinkContents.Opens> links = new ConcurrentHashMap<>();
    volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private int count;

    RuledAccess access() {
        return access(AccessSettings.USUAL, Freshness.asked(dataSource));
    }

    RuledAccess access(AccessSettings settings, Freshness freshness) {
        return new RuledAccess(dataSource, trail::add, () -> now, settings, freshness,
                (link, at) -> Optional.ofNullable(links.get(link)));
    }

    static AccessSettings optOut() {
        return new AccessSettings(AccessSettings.Default.OPT_OUT, Duration.ofDays(90));
    }

    /** A person without a number. */
    PersonId person() {
        return new PersonId(
                sql.sql("insert into person default values returning id").query(UUID.class).single());
    }

    PersonId person(ResidentId residentId) {
        PersonId person = person();
        sql.sql("insert into person_identifier (system, value, person_id) values (:system, :value, :person)")
                .param("system", LinkPerson.RESIDENT_ID_OID)
                .param("value", residentId.value())
                .param("person", person.value())
                .update();
        return person;
    }

    void born(PersonId person, HospitalId hospital, LocalDate date) {
        sql.sql("""
                        insert into identity (person_id, hospital, system, value, birth_date, linked_by, seen_at)
                        values (:person, :hospital, 'urn:x', :value, :date, 'alone', now())
                        """)
                .param("person", person.value())
                .param("hospital", hospital.value())
                .param("value", "b" + count++)
                .param("date", date)
                .update();
    }

    StudyUid film(HospitalId hospital, PersonId person) {
        return film(hospital, person, now.minus(Duration.ofDays(14)), 0);
    }

    StudyUid film(HospitalId hospital, PersonId person, Instant received, int labels) {
        StudyUid uid = new StudyUid("1.2." + ++count);
        sql.sql("""
                        with new_patient as (
                          insert into patient (hospital, patient_id, person_id) values (:hospital, :uid, :person)
                          returning id)
                        insert into study (uid, hospital, patient, attributes, received_at, updated_at, labels, study_date)
                        select :uid, :hospital, id, '{}', :at, :at, :labels, '2026-11-01' from new_patient
                        """)
                .param("hospital", hospital.value())
                .param("uid", uid.value())
                .param("person", person == null ? null : person.value(), Types.OTHER)
                .param("at", received.atOffset(ZoneOffset.UTC))
                .param("labels", labels)
                .update();
        return uid;
    }

    /** A Patient record of the hospital, known to be this person. */
    RecordId patient(HospitalId hospital, PersonId person) {
        RecordId id = new RecordId(ResourceType.PATIENT, "p" + ++count);
        long rid = record(id, hospital, id, now.minus(Duration.ofDays(400)), 0, "{\"resourceType\":\"Patient\"}");
        sql.sql("insert into patient_record (subject, rid, hospital, person_id) values (:self, :rid, :hospital, :person)")
                .param("self", id.key())
                .param("rid", rid)
                .param("hospital", hospital.value())
                .param("person", person == null ? null : person.value(), Types.OTHER)
                .update();
        return id;
    }

    RecordId record(ResourceType type, HospitalId hospital, RecordId patient, Instant at, int labels) {
        RecordId id = new RecordId(type, "r" + ++count);
        record(id, hospital, patient, at, labels, "{\"resourceType\":\"" + type + "\",\"id\":\"" + id.id() + "\"}");
        return id;
    }

    private long record(RecordId id, HospitalId hospital, RecordId subject, Instant at, int labels, String content) {
        return sql.sql("""
                        insert into record (rid, self, type, id, version, updated_at, hospital, subject, labels, content)
                        values (nextval('record_rid'), :self, :type, :id, 1, :at, :hospital, :subject, :labels,
                          convert_to(:content, 'UTF8'))
                        returning rid
                        """)
                .param("self", id.key())
                .param("type", id.type().number())
                .param("id", id.id())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("hospital", hospital.value())
                .param("subject", subject == null ? 0 : subject.key())
                .param("labels", labels)
                .param("content", content)
                .query(Long.class)
                .single();
    }

    /** A RelatedPerson of a ward, who is a patient of the hospital. */
    RecordId related(HospitalId hospital, RecordId ward, ResidentId guardian, String role, String more) {
        RecordId id = new RecordId(ResourceType.RELATED_PERSON, "g" + ++count);
        long rid = record(id, hospital, ward, now, 0, """
                {"resourceType":"RelatedPerson","patient":{"reference":"%s"},%s
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                 "relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"%s"}]}]}
                """.formatted(ward, more, guardian.value(), role));
        sql.sql("insert into record_token (param, code, system, subject, rid) values (:param, :code, 0, :subject, :rid)")
                .param("param", SearchParameters.find(ResourceType.RELATED_PERSON, "identifier").orElseThrow()
                        .rows().getFirst().number())
                .param("code", Key64.of(guardian.value()))
                .param("subject", ward.key())
                .param("rid", rid)
                .update();
        return id;
    }

    /** @param endedAt null while it is open */
    RecordId visit(RecordId patient, HospitalId hospital, Instant endedAt) {
        RecordId id = new RecordId(ResourceType.ENCOUNTER, "e" + ++count);
        sql.sql("""
                        insert into visit (self, id, hospital, subject, class, open, started_at, ended_at)
                        values (:self, :id, :hospital, :subject, 'AMB', :open, :start, :end)
                        """)
                .param("self", id.key())
                .param("id", id.id())
                .param("hospital", hospital.value())
                .param("subject", patient.key())
                .param("open", endedAt == null)
                .param("start", (endedAt == null ? now : endedAt).minus(Duration.ofHours(2)).atOffset(ZoneOffset.UTC))
                .param("end", endedAt == null ? null : endedAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        return id;
    }

    void close(RecordId visit) {
        sql.sql("update visit set open = false, ended_at = :now where self = :self")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("self", visit.key())
                .update();
    }

    UUID consent(PersonId person, HospitalId hospital, int days, SensitiveLabel... labels) {
        return grant(person, hospital, days, false, SensitiveLabel.bits(java.util.Set.of(labels)));
    }

    UUID denial(PersonId person, HospitalId hospital) {
        return grant(person, hospital, 365, true, 0);
    }

    private UUID grant(PersonId person, HospitalId hospital, int days, boolean deny, int labels) {
        return sql.sql("""
                        insert into consent_grant (person_id, hospital, deny, labels, starts, ends)
                        values (:person, :hospital, :deny, :labels, :now, :ends) returning id
                        """)
                .param("person", person.value())
                .param("hospital", hospital == null ? null : hospital.value(), Types.VARCHAR)
                .param("deny", deny)
                .param("labels", labels)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("ends", now.plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    void withdraw(UUID consent) {
        sql.sql("update consent_grant set withdrawn_at = now() where id = :id").param("id", consent).update();
    }

    UUID breakGlass(Requester.Clinician who, PersonId person) {
        return sql.sql("""
                        insert into break_glass (clinician, hospital, person_id, reason, at, until)
                        values (:who, :hospital, :person, 'unconscious, no history', :now, :until) returning id
                        """)
                .param("who", who.id())
                .param("hospital", who.hospital().value())
                .param("person", person.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("until", now.plus(Duration.ofHours(4)).atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    static boolean opens(Access access, Requester who, StudyUid study) {
        return access.decide(new AccessRequest.OpenStudy(who, study, who.usualPurpose())) instanceof Granted;
    }

    static boolean opens(Access access, Requester who, RecordId record) {
        return access.decide(new AccessRequest.OpenRecord(who, record, who.usualPurpose())) instanceof Granted;
    }

    AuditEntry lastWritten() {
        return trail.getLast();
    }

    @Override
    public void close() {
        db.close();
    }
}
