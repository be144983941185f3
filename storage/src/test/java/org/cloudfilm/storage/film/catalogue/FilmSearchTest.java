package org.cloudfilm.storage.film.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.audit.AuditTrail;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.consent.SearchPermit;
import org.cloudfilm.storage.film.SeriesUid;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.catalogue.FilmQuery.Criterion;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class FilmSearchTest {

    static final ResidentId ZHANG = new ResidentId("34052419800101001X");

    static final TestDatabase database = TestDatabase.create();
    static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    static final RuledAccess access = new RuledAccess(database.dataSource(), entry -> {}, InstantSource.system());
    static final FilmSearch search = new FilmSearch(jdbc);

    @BeforeAll
    static void fill() {
        CatalogueRows rows = new CatalogueRows(jdbc);
        long zhang = rows.patient("lishui", "P1", "LISHUI", "\nzhang san\nzhangsan\n张 三\n张三\n", "1980-01-01", "M");
        long muller = rows.patient("lishui", "P_2", "", "\nmuller jorg\nmullerjorg\n", "1955-07-30", "F");
        long elsewhere = rows.patient("jinyun", "P1", "JINYUN", "\nzhang san\nzhangsan\n", "1980-01-01", "M");
        rows.knownAs(ZHANG, zhang, elsewhere);
        long a = rows.study("1.1", "lishui", zhang, "2026-03-01", "09:30:00", "A100", "CT Chest 50%", "CT,SR", 2, 3);
        long b = rows.study("1.2", "lishui", zhang, "2026-03-02", "18:00:00", "A200", "MR Head", "MR", 1, 1);
        long c = rows.study("1.3", "lishui", muller, "2026-03-03", "08:00:00", "B100", "ct chest", "CT", 1, 1);
        long d = rows.study("2.1", "jinyun", elsewhere, "2026-03-04", "10:00:00", "A100", "DX Chest", "DX", 1, 1);
        long a1 = rows.series(a, "1.1.1", "CT", 1, "CHEST", "2026-03-01", "09:35:00");
        long a2 = rows.series(a, "1.1.2", "SR", 2, "", "2026-03-01", "10:00:00");
        rows.request(a1, 0, "A100", "RP1", "SPS1");
        rows.request(a1, 1, "A101", "RP2", "SPS2");
        rows.instance(a, a1, "1.1.1.1", 1, 512);
        rows.instance(a, a1, "1.1.1.2", 2, 512);
        rows.instance(a, a2, "1.1.2.1", 1, 0);
        rows.instance(b, rows.series(b, "1.2.1", "MR", 1, "HEAD", "2026-03-02", "18:05:00"), "1.2.1.1", 1, 256);
        rows.instance(c, rows.series(c, "1.3.1", "CT", 7, "CHEST", "2026-03-03", "08:05:00"), "1.3.1.1", 1, 512);
        rows.instance(d, rows.series(d, "2.1.1", "DX", 1, "CHEST", "2026-03-04", "10:05:00"), "2.1.1.1", 1, 2048);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Each row: attributes with values, and the studies of hospital lishui that match, newest first. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            PATIENT_ID=P1                                       | 1.2 1.1
            PATIENT_ID=p1                                       | -
            PATIENT_ID=P_2                                      | 1.3
            PATIENT_ID=P?                                       | 1.2 1.1
            PATIENT_ID=P_*                                      | 1.3
            PATIENT_ID=*                                        | 1.3 1.2 1.1
            PATIENT_ID=P1&ISSUER_OF_PATIENT_ID=LISHUI           | 1.2 1.1
            PATIENT_ID=P1&ISSUER_OF_PATIENT_ID=JINYUN           | -
            ISSUER_OF_PATIENT_ID=""                             | 1.3
            PATIENT_SEX=F                                       | 1.3
            PATIENT_BIRTH_DATE=19800101                         | 1.2 1.1
            PATIENT_BIRTH_DATE=-19600101                        | 1.3
            PATIENT_NAME=Zhang^San                              | 1.2 1.1
            PATIENT_NAME=ZHANG^SAN^^                            | 1.2 1.1
            PATIENT_NAME=张^三                                   | 1.2 1.1
            PATIENT_NAME=张三                                    | 1.2 1.1
            PATIENT_NAME=Zhang^San=张^三                         | 1.2 1.1
            PATIENT_NAME=Zhang^San=李^四                         | -
            PATIENT_NAME=Zhang                                  | -
            PATIENT_NAME=Zhang*                                 | 1.2 1.1
            PATIENT_NAME=z?ang^s*                               | 1.2 1.1
            PATIENT_NAME=*san                                   | 1.2 1.1
            PATIENT_NAME=san*                                   | -
            PATIENT_NAME=Müller^Jörg                            | 1.3
            PATIENT_NAME=MULLER*                                | 1.3
            PATIENT_NAME=zhang san                              | 1.2 1.1
            PATIENT_NAME=z.ang^san                              | -
            PATIENT_NAME=(                                      | -
            STUDY_INSTANCE_UID=1.1                              | 1.1
            STUDY_INSTANCE_UID=1.1,1.3,9.9                      | 1.3 1.1
            STUDY_INSTANCE_UID=1.1\\1.3                         | 1.3 1.1
            STUDY_INSTANCE_UID=2.1                              | -
            STUDY_DATE=20260302                                 | 1.2
            STUDY_DATE=20260302-                                | 1.3 1.2
            STUDY_DATE=-20260302                                | 1.2 1.1
            STUDY_DATE=20260301-20260302                        | 1.2 1.1
            STUDY_TIME=0930                                     | 1.1
            STUDY_TIME=08-09                                    | 1.3 1.1
            STUDY_TIME=1000-                                    | 1.2
            STUDY_DATE=20260301-20260302&STUDY_TIME=0900-1000   | 1.1
            STUDY_DATE=20260301-20260303&STUDY_TIME=1000-0900   | 1.3 1.2
            STUDY_DATE=20260301-&STUDY_TIME=0931-               | 1.3 1.2
            ACCESSION_NUMBER=A100                               | 1.1
            ACCESSION_NUMBER=A100\\B100                         | 1.3 1.1
            ACCESSION_NUMBER=?100                               | 1.3 1.1
            STUDY_DESCRIPTION=CT Chest 50%                      | 1.1
            STUDY_DESCRIPTION=*Chest*                           | 1.1
            STUDY_DESCRIPTION=%                                 | -
            MODALITIES_IN_STUDY=CT                              | 1.3 1.1
            MODALITIES_IN_STUDY=SR                              | 1.1
            MODALITIES_IN_STUDY=MR\\SR                          | 1.2 1.1
            MODALITIES_IN_STUDY=?R                              | 1.2 1.1
            NUMBER_OF_STUDY_RELATED_SERIES=2                    | 1.1
            MODALITY=SR                                         | 1.1
            MODALITY=CT&BODY_PART_EXAMINED=CHEST                | 1.3 1.1
            MODALITY=SR&BODY_PART_EXAMINED=CHEST                | -
            SERIES_NUMBER=7                                     | 1.3
            PERFORMED_PROCEDURE_STEP_START_DATE=20260303        | 1.3
            REQUESTED_PROCEDURE_ID=RP1                          | 1.1
            REQUESTED_PROCEDURE_ID=RP1&SCHEDULED_PROCEDURE_STEP_ID=SPS1 | 1.1
            REQUESTED_PROCEDURE_ID=RP1&SCHEDULED_PROCEDURE_STEP_ID=SPS2 | -
            REQUEST_ACCESSION_NUMBER=A101                       | 1.1
            SOP_INSTANCE_UID=1.1.2.1                            | 1.1
            ROWS=512&MODALITY=CT                                | 1.3 1.1
            ROWS=512&MODALITY=SR                                | -
            """)
    void find_eachKindOfMatching_listsWhatMatches(String criteria, String expected) {
        assertThat(studies(permit(doctor("lishui")), false, criteria)).isEqualTo(words(expected));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Zhang        | 1.2 1.1
            zang         | 1.2 1.1
            San          | 1.2 1.1
            san zhang    | 1.2 1.1
            张            | 1.2 1.1
            三            | 1.2 1.1
            Mueller      | 1.3
            mull         | 1.3
            Li           | -
            """)
    void find_fuzzyName_findsWhatIsAlike(String name, String expected) {
        assertThat(studies(permit(doctor("lishui")), true, "PATIENT_NAME=" + name)).isEqualTo(words(expected));
    }

    @Test
    void find_byAnotherHospital_seesOnlyWhatItSent() {
        assertThat(studies(permit(doctor("jinyun")), false, "PATIENT_ID=P1")).containsExactly("2.1");
        assertThat(studies(permit(doctor("qingtian")), false, "PATIENT_ID=P1")).isEmpty();
    }

    @Test
    void find_byPatient_seesOwnFilmsOfAllHospitals() {
        SearchPermit own = permit(new Requester.Patient("zhang", ZHANG));
        SearchPermit stranger = permit(new Requester.Patient("li", new ResidentId("11010519491231002X")));

        assertThat(studies(own, false, "")).containsExactly("2.1", "1.2", "1.1");
        assertThat(studies(stranger, false, "")).isEmpty();
    }

    @Test
    void find_pageByPage_eachMatchOnceAndTheLastPageSaysSo() {
        SearchPermit permit = permit(doctor("lishui"));

        FilmSearch.Found first = search.find(permit, query(FilmLevel.INSTANCE, "", 0, 3));
        FilmSearch.Found second = search.find(permit, query(FilmLevel.INSTANCE, "", 3, 3));

        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        assertThat(instances(first)).containsExactly("1.3.1.1", "1.2.1.1", "1.1.1.1");
        assertThat(instances(second)).containsExactly("1.1.1.2", "1.1.2.1");
    }

    @Test
    void find_seriesOfAStudy_ordersByNumberAndCountsInstances() {
        FilmQuery query = new FilmQuery(
                FilmLevel.SERIES, Optional.of(new StudyUid("1.1")), Optional.empty(), List.of(), false, 0, 10);

        List<FoundFilm> found = search.find(permit(doctor("lishui")), query).films();

        assertThat(found).extracting(film -> film.series().orElseThrow().uid()).containsExactly("1.1.1", "1.1.2");
        assertThat(search.find(permit(doctor("jinyun")), query).films()).isEmpty();
    }

    @Test
    void find_instancesBySeriesAndRequest_keysOfAllLevelsHold() {
        SearchPermit permit = permit(doctor("lishui"));
        FilmQuery inSeries = new FilmQuery(
                FilmLevel.INSTANCE,
                Optional.of(new StudyUid("1.1")),
                Optional.of(new SeriesUid("1.1.1")),
                List.of(),
                false,
                0,
                10);

        assertThat(instances(search.find(permit, inSeries))).containsExactly("1.1.1.1", "1.1.1.2");
        assertThat(instances(search.find(
                        permit, query(FilmLevel.INSTANCE, "PATIENT_ID=P1&MODALITY=MR&INSTANCE_NUMBER=1", 0, 10))))
                .containsExactly("1.2.1.1");
        assertThat(instances(search.find(
                        permit, query(FilmLevel.INSTANCE, "REQUESTED_PROCEDURE_ID=RP2&INSTANCE_NUMBER=2", 0, 10))))
                .containsExactly("1.1.1.2");
    }

    @Test
    void find_decisionThatIsNeverWrittenDown_tellsNothing() {
        RuledAccess trailLost = new RuledAccess(database.dataSource(), new LostTrail(), InstantSource.system());
        SearchPermit permit = permit(trailLost, doctor("lishui"));
        SearchPermit nothingTheirs = permit(trailLost, new Requester.Patient("li", new ResidentId("11010519491231002X")));

        assertThatThrownBy(() -> search.find(permit, query(FilmLevel.STUDY, "", 0, 10))).hasMessage("trail is lost");
        assertThatThrownBy(() -> search.find(nothingTheirs, query(FilmLevel.STUDY, "", 0, 10)))
                .hasMessage("trail is lost");
    }

    /** Takes entries and cannot keep them. */
    private static final class LostTrail implements AuditTrail {

        @Override
        public void append(AuditEntry entry) {
            begin(entry).await();
        }

        @Override
        public Underway begin(AuditEntry entry) {
            return () -> {
                throw new IllegalStateException("trail is lost");
            };
        }
    }

    private static SearchPermit permit(Requester who) {
        return permit(access, who);
    }

    private static SearchPermit permit(RuledAccess access, Requester who) {
        Purpose why = who instanceof Requester.Patient ? Purpose.PATRQT : Purpose.TREAT;
        return ((AccessDecision.Granted<SearchPermit>) access.decide(new AccessRequest.SearchFilms(who, Optional.empty(), why))).permit();
    }

    private static Requester doctor(String hospital) {
        return new Requester.Clinician("wang", new HospitalId(hospital));
    }

    private static List<String> studies(SearchPermit permit, boolean fuzzy, String criteria) {
        FilmQuery plain = query(FilmLevel.STUDY, criteria, 0, 100);
        FilmQuery query = new FilmQuery(
                FilmLevel.STUDY, Optional.empty(), Optional.empty(), plain.criteria(), fuzzy, 0, 100);
        return search.find(permit, query).films().stream()
                .map(film -> film.study().uid())
                .toList();
    }

    private static List<String> instances(FilmSearch.Found found) {
        return found.films().stream()
                .map(film -> film.instance().orElseThrow().uid())
                .toList();
    }

    private static FilmQuery query(FilmLevel level, String criteria, int offset, int limit) {
        List<Criterion> parsed = new ArrayList<>();
        for (String one : criteria.isEmpty() ? new String[0] : criteria.split("&")) {
            SearchKey key = SearchKey.valueOf(one.substring(0, one.indexOf('=')));
            Matching.parse(key, one.substring(one.indexOf('=') + 1))
                    .ifPresent(matching -> parsed.add(new Criterion(key, matching)));
        }
        return new FilmQuery(level, Optional.empty(), Optional.empty(), parsed, false, offset, limit);
    }

    private static List<String> words(String list) {
        return list.equals("-") ? List.of() : Arrays.asList(list.split(" "));
    }
}
