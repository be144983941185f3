package org.cloudfilm.storage.record.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.consent.TestPermits;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.cloudfilm.storage.record.search.PatientRecords.Everything;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hospitals, one person in both, another in one: what each permit finds, includes and counts. */
class SearchScopeTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final RecordSearch search = new JdbcRecordSearch(db.dataSource(), StoredRows.INDEX);
    private static final PatientRecords patients = new JdbcPatientRecords(db.dataSource(), StoredRows.INDEX);
    private static final MatchCriteria matching = new JdbcMatchCriteria(db.dataSource());
    private static final HospitalId LISHUI = new HospitalId("lishui");
    private static final HospitalId SUICHANG = new HospitalId("suichang");
    private static final StoredRows rows = new StoredRows(db.dataSource());
    private static Scope person;

    @BeforeAll
    static void store() {
        rows.put("lishui", "{'resourceType':'Practitioner','id':'dr','name':[{'family':'Wu'}]}");
        RecordId here = patient("lishui", "a1", "Chen");
        RecordId there = patient("suichang", "b1", "Chen");
        patient("suichang", "b2", "Lin");
        person = new Scope.OfPersons(rows.person(here, there));
        observation("lishui", "oa", "a1", "hiv", "2020-01-01");
        observation("suichang", "ob", "b1", "hiv", "2021-01-01");
        observation("suichang", "oc", "b2", "hiv", "2022-01-01");
        // another hospital speaks of a patient of this one
        observation("suichang", "od", "a1", "secret", "2023-01-01");
        rows.put("lishui", """
                {'resourceType':'DiagnosticReport','id':'ra','status':'final','code':{'text':'x'},
                 'subject':{'reference':'Patient/a1'},
                 'result':[{'reference':'Observation/oa'},{'reference':'Observation/ob'}]}""");
        rows.put("suichang", """
                {'resourceType':'DiagnosticReport','id':'rb','status':'final','code':{'text':'x'},
                 'subject':{'reference':'Patient/b1'},'result':[{'reference':'Observation/oa'}]}""");
        rows.delete(observation("lishui", "gone", "a1", "hiv", "2020-01-01"));
    }

    private static RecordId patient(String hospital, String id, String family) {
        return rows.put(hospital, """
                {'resourceType':'Patient','id':'%s','name':[{'family':'%s'}],
                 'identifier':[{'system':'urn:mrn','value':'%s'}],
                 'generalPractitioner':[{'reference':'Practitioner/dr'}]}""".formatted(id, family, id));
    }

    private static RecordId observation(String hospital, String id, String patient, String code, String date) {
        return rows.put(hospital, """
                {'resourceType':'Observation','id':'%s','status':'final','subject':{'reference':'Patient/%s'},
                 'code':{'coding':[{'code':'%s'}]},'effectiveDateTime':'%s',
                 'performer':[{'reference':'Practitioner/dr'}]}""".formatted(id, patient, code, date));
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?code=hiv => oa
            Observation?code=hiv&_sort=-date => oa
            Observation?patient=a1 => oa
            Observation?patient=b1 => nothing
            Observation?patient=a1&code=secret => nothing
            Observation?patient=a1&code=hiv,secret&_sort=date => oa
            Observation?patient.name=chen => oa
            Observation?patient.name=lin => nothing
            Observation?_id=ob => nothing
            Patient?_id=b1 => nothing
            Patient?name=chen => a1
            Patient?_has:Observation:patient:code=secret => nothing
            Patient?_has:Observation:patient:code=hiv => a1
            Patient?identifier=urn:mrn|b1 => nothing
            DiagnosticReport?result:Observation.patient.name=chen => ra
            DiagnosticReport?result:Observation.date=2021-01-01 => nothing
            Practitioner?name=wu => dr
            Practitioner?_has:Patient:general-practitioner:name=chen => dr
            Practitioner?_has:Patient:general-practitioner:name=lin => nothing
            Practitioner?_has:Observation:performer:code=secret => nothing
            """)
    void hospital_findsNothingThroughWhatItMayNotRead(String query, String expected) {
        assertThat(find(new Scope.SentBy(LISHUI), query)).containsExactlyElementsOf(ids(expected));
        assertThat(count(new Scope.SentBy(LISHUI), query)).isEqualTo(ids(expected).size());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?code=hiv => oa ob
            Observation?code=hiv&_sort=-date => ob oa
            Observation?_sort=-date => od ob oa
            Observation?patient=b1 => ob
            Observation?patient=b2 => nothing
            Observation?patient=b2&code=hiv => nothing
            Observation?patient=a1,b1,b2&code=hiv => oa ob
            Patient?name=chen,lin => a1 b1
            Patient?identifier=urn:mrn|b2 => nothing
            Practitioner?_has:Patient:general-practitioner:name=lin => nothing
            DiagnosticReport?result=Observation/oa => ra rb
            """)
    void person_findsItsOwnInEveryHospital(String query, String expected) {
        assertThat(find(person, query)).containsExactlyElementsOf(ids(expected));
        assertThat(count(person, query)).isEqualTo(ids(expected).size());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            Observation?code=hiv => nothing
            Patient?name=chen => nothing
            Practitioner?name=wu => dr
            Practitioner?_has:Patient:general-practitioner:name=lin => nothing
            """)
    void nobody_findsDirectoriesOnly(String query, String expected) {
        assertThat(find(new Scope.Nothing(), query)).containsExactlyElementsOf(ids(expected));
        assertThat(count(new Scope.Nothing(), query)).isEqualTo(ids(expected).size());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "nothing", textBlock = """
            DiagnosticReport?_id=ra&_include=DiagnosticReport:result => oa
            DiagnosticReport?_id=ra&_include=DiagnosticReport:result&_include=DiagnosticReport:subject => a1 oa
            DiagnosticReport?_id=ra&_include=* => a1 oa
            DiagnosticReport?_id=ra&_include=DiagnosticReport:subject:Group => nothing
            DiagnosticReport?_id=ra&_include=DiagnosticReport:result&_include:iterate=Observation:performer => dr oa
            DiagnosticReport?_id=ra&_include=DiagnosticReport:result&_include=Observation:performer => oa
            Patient?_id=a1&_revinclude=Observation:patient => oa
            Patient?_id=a1&_revinclude=Observation:subject&_revinclude=DiagnosticReport:patient => oa ra
            Patient?_id=a1&_revinclude=Observation:* => oa
            Practitioner?_id=dr&_revinclude=Observation:performer => oa
            Practitioner?_id=dr&_revinclude=Patient:general-practitioner&_revinclude:iterate=Observation:patient => a1 oa
            Observation?_id=oa&_revinclude=DiagnosticReport:result => ra
            """)
    void hospital_includesNothingItMayNotRead(String query, String expected) {
        RecordPage page = search.search(
                TestPermits.records(new Scope.SentBy(LISHUI)), RecordSearchTest.parse(query, false));

        assertThat(page.matches()).hasSize(1);
        assertThat(page.included().stream().map(r -> r.id().id()).sorted()).containsExactlyElementsOf(ids(expected));
    }

    @Test
    void include_moreThanAThousand_isRefused() {
        for (int i = 0; i < 1001; i++) {
            rows.put("suichang", "{'resourceType':'Task','id':'t%d','for':{'reference':'Patient/b2'}}".formatted(i));
        }

        assertThatThrownBy(() -> search.search(
                        TestPermits.records(new Scope.SentBy(SUICHANG)),
                        RecordSearchTest.parse("Patient?_id=b2&_revinclude=Task:patient", true)))
                .isInstanceOfSatisfying(RecordRefusal.class, refusal ->
                        assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.TOO_COSTLY));
    }

    @Test
    void include_circlesAndLongChains_end() {
        rows.put("lishui", "{'resourceType':'Organization','id':'o0','partOf':{'reference':'Organization/o1'}}");
        rows.put("lishui", "{'resourceType':'Organization','id':'o1','partOf':{'reference':'Organization/o0'}}");
        for (int i = 10; i < 20; i++) {
            rows.put("lishui", "{'resourceType':'Organization','id':'o%d','partOf':{'reference':'Organization/o%d'}}"
                    .formatted(i, i + 1));
        }
        String include = "&_include=Organization:partof&_include:iterate=Organization:partof";

        assertThat(run(new Scope.Nothing(), "Organization?_id=o0" + include).included()).hasSize(1);
        assertThatThrownBy(() -> run(new Scope.Nothing(), "Organization?_id=o10" + include))
                .isInstanceOfSatisfying(RecordRefusal.class, refusal ->
                        assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.TOO_COSTLY));
    }

    @Test
    void everything_inPages_holdsThePatientsRecordsAndTheirDoctors() {
        List<String> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            RecordPage page = patients.everything(
                    TestPermits.records(person), everything("a1", Set.of(), Optional.empty(), next));
            page.matches().stream().map(r -> r.id().id()).forEach(found::add);
            assertThat(page.included()).extracting(r -> r.id().id()).isSubsetOf("dr");
            next = page.next();
        } while (next.isPresent());

        assertThat(found).containsExactly("a1", "oa", "od", "ra");
    }

    @Test
    void everything_ofAnotherHospital_isNotThere() {
        var own = TestPermits.records(new Scope.SentBy(LISHUI));

        assertThat(patients.everything(own, everything("a1", Set.of(ResourceType.OBSERVATION), Optional.empty(),
                        Optional.empty())).matches())
                .extracting(r -> r.id().id())
                .containsExactly("oa");
        assertThat(patients.everything(own, everything("b1", Set.of(), Optional.empty(), Optional.empty())).matches())
                .isEmpty();
        assertThat(patients.everything(own, everything("a1", Set.of(), Optional.of(Instant.parse("2026-01-02T00:00:00Z")),
                        Optional.empty())).matches())
                .isEmpty();
    }

    private static Everything everything(
            String patient, Set<ResourceType> types, Optional<Instant> since, Optional<String> page) {
        return new Everything(new RecordId(ResourceType.PATIENT, patient), types, since, Optional.empty(), 2, page);
    }

    @Test
    void match_criteria_findTheHospitalsOwnAndDirectories() {
        assertThat(matching.match(SUICHANG, ResourceType.PATIENT, "identifier=urn:mrn%7Cb1"))
                .containsExactly(new RecordId(ResourceType.PATIENT, "b1"));
        assertThat(matching.match(SUICHANG, ResourceType.PATIENT, "identifier=urn:mrn|a1")).isEmpty();
        assertThat(matching.match(SUICHANG, ResourceType.PATIENT, "name=chen,lin")).hasSize(2);
        assertThat(matching.match(SUICHANG, ResourceType.PRACTITIONER, "?name=Wu"))
                .containsExactly(new RecordId(ResourceType.PRACTITIONER, "dr"));
        for (String bad : List.of("", "nonsense=1", "_count=1", "identifier")) {
            assertThatThrownBy(() -> matching.match(SUICHANG, ResourceType.PATIENT, bad))
                    .isInstanceOfSatisfying(RecordRefusal.class, refusal ->
                            assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.BAD_QUERY));
        }
    }

    @Test
    void pages_ofLargeRecords_endEarlyAndLoseNone() {
        for (int i = 0; i < 6; i++) {
            rows.put("suichang", "{'resourceType':'Basic','id':'big%d','code':{'text':'%s'}}"
                    .formatted(i, "x".repeat(i == 0 ? 10 : 3 << 20)));
        }
        Scope scope = new Scope.SentBy(SUICHANG);
        RecordPage first = run(scope, "Basic?_count=6");

        assertThat(first.matches()).extracting(r -> r.id().id()).containsExactly("big0", "big1", "big2", "big3");
        assertThat(first.matches()).allSatisfy(r -> assertThat(r.content()).isNotNull());
        assertThat(run(scope, "Basic?_count=6&_page=" + first.next().orElseThrow()).matches())
                .extracting(r -> r.id().id())
                .containsExactly("big4", "big5");
    }

    @Test
    void pages_whileRecordsComeAndGo_repeatNoneAndLoseNone() {
        for (int i = 0; i < 20; i++) {
            rows.put("suichang", encounter(100 + i));
        }
        Scope scope = new Scope.SentBy(SUICHANG);
        int added = 1000;
        for (String query : List.of("Encounter?patient=b2", "Encounter?patient=b2&_sort=-date", "Encounter?status=planned",
                "Encounter?status=planned&_sort=date", "Encounter?_sort=-_lastUpdated")) {
            List<String> before = find(scope, query + "&_count=1000");
            List<String> found = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                RecordPage page = run(scope, query + "&_count=3" + next.map(token -> "&_page=" + token).orElse(""));
                page.matches().stream().map(StoredRecord::id).forEach(id -> found.add(id.id()));
                next = page.next();
                // a new record before and behind the place, and an old one that has been seen goes away
                rows.put("suichang", encounter(added++));
                if (found.size() == 6) {
                    rows.delete(new RecordId(ResourceType.ENCOUNTER, found.get(1)));
                }
            } while (next.isPresent());

            assertThat(found).as(query).containsExactlyElementsOf(before);
            rows.deleteAll(ResourceType.ENCOUNTER, 1000);
        }
    }

    @Test
    void match_directoryRecordsOfOthersToo_ownOneIsMeant() {
        String organization = "{'resourceType':'Organization','id':'%s','identifier':[{'system':'urn:org','value':'7'}],'name':'x'}";
        rows.put("lishui", organization.formatted("org-l"));
        rows.put("suichang", organization.formatted("org-s"));

        assertThat(matching.match(LISHUI, ResourceType.ORGANIZATION, "identifier=urn:org|7"))
                .containsExactly(new RecordId(ResourceType.ORGANIZATION, "org-l"));
        assertThat(matching.match(SUICHANG, ResourceType.ORGANIZATION, "identifier=urn:org|7"))
                .containsExactly(new RecordId(ResourceType.ORGANIZATION, "org-s"));
        assertThat(matching.match(new HospitalId("qingtian"), ResourceType.ORGANIZATION, "identifier=urn:org|7"))
                .hasSize(2);
    }

    @Test
    void search_textWithZeroCharacter_badQuery() {
        assertThatThrownBy(() -> find(new Scope.SentBy(LISHUI), "Patient?name:exact=a\u0000b"))
                .isInstanceOfSatisfying(RecordRefusal.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(RecordRefusal.Kind.BAD_QUERY));
    }

    private static String encounter(int number) {
        return """
                {'resourceType':'Encounter','id':'e%d','status':'planned','class':{'code':'AMB'},
                 'subject':{'reference':'Patient/b2'},'period':{'start':'2020-01-01T00:00:00.%03dZ'}}"""
                .formatted(number, number % 500);
    }

    private static List<String> ids(String expected) {
        return expected == null ? List.of() : List.of(expected.split(" "));
    }

    private static RecordPage run(Scope scope, String query) {
        return search.search(TestPermits.records(scope), RecordSearchTest.parse(query, true));
    }

    private static List<String> find(Scope scope, String query) {
        return run(scope, query).matches().stream().map(r -> r.id().id()).toList();
    }

    private static long count(Scope scope, String query) {
        return run(scope, query + "&_summary=count").total().orElseThrow();
    }
}
