package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.consent.AccessDecision.Granted;
import org.cloudfilm.storage.consent.AccessDecision.Refused;
import org.cloudfilm.storage.consent.AccessRequest.FindPatient;
import org.cloudfilm.storage.consent.AccessRequest.OpenStudy;
import org.cloudfilm.storage.consent.AccessRequest.SearchFilms;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.Identification;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.person.StrongNumber;
import org.cloudfilm.storage.person.Traits;
import org.cloudfilm.storage.record.Key64;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.SearchParameters;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RuledAccessTest {

    private static final TestDatabase db = TestDatabase.create();

    private static final ResidentId ZHANG = new ResidentId("34052419800101001X");
    private static final HospitalId LISHUI = new HospitalId("lishui");
    private static final HospitalId JINYUN = new HospitalId("jinyun");
    private static final StudyUid ZHANGS_IN_LISHUI = new StudyUid("1.2.1");
    private static final StudyUid ZHANGS_IN_JINYUN = new StudyUid("1.2.2");
    private static final StudyUid UNLINKED_IN_LISHUI = new StudyUid("1.2.3");

    private static final Map<String, Requester> PEOPLE = Map.of(
            "wang", new Requester.Clinician("doctor-wang", LISHUI),
            "chen", new Requester.Clinician("doctor-chen", JINYUN),
            "zhang", new Requester.Patient("patient-zhang", ZHANG),
            "stranger", new Requester.Patient("patient-x", new ResidentId("11010519491231002X")),
            "lishui", new Requester.HospitalSystem("hospital-lishui", LISHUI),
            "admin", new Requester.Administrator("admin"),
            "reviewer", new Requester.Reviewer("reviewer-li"));

    private static PersonId zhang;

    private final List<AuditEntry> trail = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final Access access = new RuledAccess(db.dataSource(), trail::add, () -> now);

    @BeforeAll
    static void films() {
        zhang = new LinkPerson(db.dataSource(), InstantSource.system())
                .link(new Identification(
                        LISHUI,
                        List.of(new PatientNumber("urn:cloudfilm:hospital:lishui:patient", "zhang")),
                        List.of(StrongNumber.of(ZHANG)),
                        Traits.of(Set.of("zhang san"), Optional.of(LocalDate.of(1980, 1, 1)))))
                .person();
        film(ZHANGS_IN_LISHUI, LISHUI, zhang);
        film(ZHANGS_IN_JINYUN, JINYUN, zhang);
        film(UNLINKED_IN_LISHUI, LISHUI, null);
    }

    @AfterAll
    static void closeDatabase() {
        db.close();
    }

    @ParameterizedTest
    @CsvSource({
        "zhang,    PATRQT, 1.2.1, true",
        "zhang,    PATRQT, 1.2.2, true",
        "zhang,    PATRQT, 1.2.3, false",
        "zhang,    TREAT,  1.2.1, false",
        "stranger, PATRQT, 1.2.1, false",
        "stranger, PATRQT, 1.2.3, false",
        "wang,     TREAT,  1.2.1, true",
        "wang,     TREAT,  1.2.2, false",
        "wang,     TREAT,  1.2.3, true",
        "wang,     PATRQT, 1.2.1, false",
        "wang,     BTG,    1.2.2, false",
        "chen,     TREAT,  1.2.1, false",
        "chen,     TREAT,  1.2.2, true",
        "lishui,   TREAT,  1.2.1, true",
        "lishui,   TREAT,  1.2.2, false",
        "admin,    HSYSADMIN, 1.2.1, false",
        "wang,     TREAT,  1.2.404, false"
    })
    void openStudy_whoWhyWhat_isDecidedAndWrittenDown(String who, Purpose why, String study, boolean expected) {
        AccessDecision<StudyPermit> decision =
                access.decide(new OpenStudy(PEOPLE.get(who), new StudyUid(study), why));

        assertThat(decision instanceof Granted).isEqualTo(expected);
        assertThat(trail).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo(expected ? "granted" : "refused");
            assertThat(entry.actor()).isEqualTo(PEOPLE.get(who).id());
            assertThat(entry.object()).isEqualTo(study);
            assertThat(entry.purpose()).isEqualTo(why.name());
        });
    }

    @Test
    void openStudy_aThousandFrames_areOneDecisionAndOneRow() {
        OpenStudy request = new OpenStudy(PEOPLE.get("wang"), ZHANGS_IN_LISHUI, Purpose.TREAT);
        for (int i = 0; i < 1000; i++) {
            assertThat(access.decide(request)).isInstanceOf(Granted.class);
        }
        assertThat(trail).hasSize(1);

        now = now.plus(Duration.ofMinutes(6));
        access.decide(request);
        assertThat(trail).hasSize(2);
    }

    @Test
    void openStudy_refusals_areEachWrittenDown() {
        OpenStudy request = new OpenStudy(PEOPLE.get("chen"), ZHANGS_IN_LISHUI, Purpose.TREAT);
        assertThat(access.decide(request)).isInstanceOf(Refused.class);
        assertThat(access.decide(request)).isInstanceOf(Refused.class);

        assertThat(trail).hasSize(2);
    }

    @Test
    void permit_forOneStudy_opensNoOther() {
        StudyPermit permit = ((Granted<StudyPermit>)
                        access.decide(new OpenStudy(PEOPLE.get("wang"), ZHANGS_IN_LISHUI, Purpose.TREAT)))
                .permit();

        assertThatThrownBy(() -> permit.require(ZHANGS_IN_JINYUN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void search_eachRequester_isNarrowedToTheirOwn() {
        assertThat(scope("zhang", Purpose.PATRQT)).contains(new Scope.OfPersons(zhang));
        assertThat(scope("stranger", Purpose.PATRQT)).contains(new Scope.Nothing());
        assertThat(scope("wang", Purpose.TREAT))
                .contains(new Scope.Clinician(LISHUI, now.minus(Duration.ofDays(90)), List.of()));
        assertThat(scope("lishui", Purpose.TREAT)).contains(new Scope.SentBy(LISHUI));
        assertThat(scope("admin", Purpose.HSYSADMIN)).isEmpty();
        assertThat(scope("reviewer", Purpose.HSYSADMIN)).isEmpty();
        assertThat(scope("wang", Purpose.BTG)).isEmpty();
        assertThat(trail).hasSize(7);
    }

    @Test
    void search_ofOnePatientsFilms_isOneViewing_writtenDownByWhomItIsAbout() {
        SearchFilms named = new SearchFilms(PEOPLE.get("wang"), Optional.of("1.2.1"), Purpose.TREAT);
        for (int i = 0; i < 100; i++) {
            assertThat(access.decide(named)).isInstanceOf(Granted.class);
        }
        assertThat(trail).singleElement().satisfies(entry -> assertThat(entry.object()).isEqualTo("Person/" + zhang));

        now = now.plus(Duration.ofMinutes(6));
        access.decide(named);
        assertThat(trail).hasSize(2);
    }

    @Test
    void search_ofSomebodyElsesPatient_tellsNothingAndIsWrittenDownEachTime() {
        SearchFilms others = new SearchFilms(PEOPLE.get("wang"), Optional.of("1.2.2"), Purpose.TREAT);
        access.decide(others);
        access.decide(others);

        assertThat(trail).hasSize(2).allSatisfy(entry -> assertThat(entry.object()).isNull());
    }

    @Test
    void search_byIdentifier_isOneViewingOfItsBearer() {
        patientRecord("p1", LISHUI, "urn:x", "77");
        patientRecord("p2", JINYUN, "urn:x", "77");
        FindPatient named = new FindPatient(PEOPLE.get("wang"), "urn:x", "77", Purpose.TREAT);
        access.decide(named);
        access.decide(named);
        assertThat(trail).singleElement().satisfies(entry -> assertThat(entry.object()).isEqualTo("Patient/p1"));

        trail.clear();
        FindPatient nobody = new FindPatient(PEOPLE.get("wang"), "urn:y", "77", Purpose.TREAT);
        access.decide(nobody);
        access.decide(nobody);
        assertThat(trail).hasSize(2).allSatisfy(entry -> assertThat(entry.object()).isEqualTo("Patient"));
    }

    @Test
    void decide_trailCannotBeWritten_nothingIsGranted() {
        Access unaudited = new RuledAccess(
                db.dataSource(),
                entry -> {
                    throw new IllegalStateException("trail is full");
                },
                () -> now);
        OpenStudy request = new OpenStudy(PEOPLE.get("wang"), ZHANGS_IN_LISHUI, Purpose.TREAT);

        assertThatThrownBy(() -> unaudited.decide(request)).hasMessage("trail is full");
        assertThatThrownBy(() -> unaudited.decide(request)).hasMessage("trail is full");
    }

    private Optional<Scope> scope(String who, Purpose why) {
        return access.decide(new SearchFilms(PEOPLE.get(who), Optional.empty(), why)) instanceof Granted<SearchPermit>(SearchPermit permit)
                ? Optional.of(permit.scope())
                : Optional.empty();
    }

    private static void patientRecord(String id, HospitalId hospital, String system, String value) {
        RecordId record = new RecordId(ResourceType.PATIENT, id);
        JdbcClient.create(db.dataSource())
                .sql("""
                        with new_record as (
                          insert into record (rid, self, type, id, version, updated_at, hospital, subject, content)
                          values (nextval('record_rid'), :self, :type, :id, 1, now(), :hospital, :self, '{}')
                          returning rid)
                        insert into record_token (param, code, system, subject, rid)
                        select :param, :code, :system, :self, rid from new_record
                        """)
                .param("self", record.key())
                .param("type", record.type().number())
                .param("id", id)
                .param("hospital", hospital.value())
                .param("param", SearchParameters.find(ResourceType.PATIENT, "identifier").orElseThrow().number())
                .param("code", Key64.of(value))
                .param("system", Key64.of(system))
                .update();
    }

    private static void film(StudyUid study, HospitalId hospital, PersonId person) {
        JdbcClient.create(db.dataSource())
                .sql("""
                        with new_patient as (
                          insert into patient (hospital, patient_id, person_id) values (:hospital, :uid, :person)
                          returning id)
                        insert into study (uid, hospital, patient, attributes, received_at, updated_at)
                        select :uid, :hospital, id, '{}', now(), now() from new_patient
                        """)
                .param("hospital", hospital.value())
                .param("uid", study.value())
                .param("person", person == null ? null : person.value(), java.sql.Types.OTHER)
                .update();
    }
}
