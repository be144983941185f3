package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.consent.AccessStory.JINYUN;
import static org.cloudfilm.storage.consent.AccessStory.LISHUI;
import static org.cloudfilm.storage.consent.AccessStory.WANG;
import static org.cloudfilm.storage.consent.AccessStory.ZHANG;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.cloudfilm.storage.consent.AccessDecision.Granted;
import org.cloudfilm.storage.consent.SearchPermit.Reach;
import org.cloudfilm.storage.consent.SearchPermit.Scope;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.film.catalogue.FilmLevel;
import org.cloudfilm.storage.film.catalogue.FilmQuery;
import org.cloudfilm.storage.film.catalogue.FilmSearch;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.record.LocalZone;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.index.IndexRecord;
import org.cloudfilm.storage.record.search.JdbcPatientRecords;
import org.cloudfilm.storage.record.search.JdbcRecordSearch;
import org.cloudfilm.storage.record.search.PatientRecords.Everything;
import org.cloudfilm.storage.record.search.RecordPage;
import org.cloudfilm.storage.record.search.RecordQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What searches find and count by a decision, each compared with what can be opened. */
class ScopeTest {

    private static final int HIV = SensitiveLabel.HIV.bit();
    private static final int PSY = SensitiveLabel.PSY.bit();
    private static final IndexRecord INDEX = new IndexRecord(LocalZone.ZONE, Set.of());

    private final AccessStory story = new AccessStory();
    private final RuledAccess access = story.access();
    private final FilmSearch films = new FilmSearch(story.sql);
    private final JdbcRecordSearch records = new JdbcRecordSearch(story.dataSource, INDEX);
    private final JdbcPatientRecords patients = new JdbcPatientRecords(story.dataSource, INDEX);
    private final PersonId zhang = story.person(AccessStory.ZHANG_SAN);
    private final PersonId other = story.person();
    private final Instant longAgo = story.now.minus(Duration.ofDays(400));
    private final RecordId zhangHere = story.patient(LISHUI, zhang);
    private final RecordId zhangThere = story.patient(JINYUN, zhang);

    private final StudyUid there = story.film(JINYUN, zhang);
    private final StudyUid sensitiveThere = story.film(JINYUN, zhang, story.now, HIV);
    private final StudyUid oldHere = story.film(LISHUI, zhang, longAgo, PSY);
    private final StudyUid newHere = story.film(LISHUI, other, story.now, PSY);
    private final StudyUid nobodysHere = story.film(LISHUI, null, longAgo, 0);
    private final StudyUid othersThere = story.film(JINYUN, other);

    private final RecordId observed = observation(JINYUN, zhangThere, story.now, 0);
    private final RecordId sensitive = observation(JINYUN, zhangThere, story.now, HIV);
    private final RecordId observedHere = observation(LISHUI, zhangHere, longAgo, HIV);
    private final RecordId spoken = observation(JINYUN, zhangHere, story.now, 0);
    private final RecordId newRecord = observation(LISHUI, story.patient(LISHUI, other), story.now, 0);
    private final RecordId platforms = observation(HospitalId.PLATFORM, zhangHere, story.now, 0);

    @AfterEach
    void close() {
        story.close();
    }

    private RecordId observation(HospitalId hospital, RecordId patient, Instant at, int labels) {
        return story.record(ResourceType.OBSERVATION, hospital, patient, at, labels);
    }

    @Test
    void clinician_withoutVisit_findsWhatIsNewAndWhatIsNobodys() {
        assertFound(WANG, List.of(newHere, nobodysHere), List.of(newRecord));
    }

    @Test
    void clinician_withVisit_findsTheHospitalsOwnToo() {
        story.visit(zhangHere, LISHUI, null);

        assertFound(WANG, List.of(newHere, nobodysHere, oldHere), List.of(newRecord, observedHere));
    }

    @Test
    void clinician_withConsent_findsAllHospitals_butWhatIsSensitive() {
        story.visit(zhangHere, LISHUI, null);
        story.consent(zhang, LISHUI, 7);

        assertFound(WANG, List.of(newHere, nobodysHere, oldHere, there),
                List.of(newRecord, observedHere, observed, spoken));
        assertThat(scope(WANG).reaches()).containsExactly(new Reach(zhang, 0));
    }

    @Test
    void clinician_withAConsentThatNamesTheLabel_findsTheSensitiveToo() {
        story.visit(zhangHere, LISHUI, null);
        story.consent(zhang, LISHUI, 7, SensitiveLabel.HIV);

        assertFound(WANG, List.of(newHere, nobodysHere, oldHere, there, sensitiveThere),
                List.of(newRecord, observedHere, observed, sensitive, spoken));
    }

    @Test
    void clinician_byBrokenGlass_findsThePersonsOldFilmsHereEachOnce() {
        story.breakGlass(WANG, zhang);

        assertFound(WANG, List.of(newHere, nobodysHere, oldHere, there, sensitiveThere),
                List.of(newRecord, observedHere, observed, sensitive, spoken));
        assertFound(AccessStory.LI, List.of(newHere, nobodysHere), List.of(newRecord));
    }

    @Test
    void clinician_withSeveralInReach_mergesPagesInOrder() {
        story.visit(zhangHere, LISHUI, null);
        story.consent(zhang, LISHUI, 7, SensitiveLabel.HIV);
        story.breakGlass(WANG, other);
        List<StudyUid> all = films(WANG, 0, 100);

        assertThat(all).containsExactlyInAnyOrder(
                there, sensitiveThere, oldHere, newHere, nobodysHere, othersThere);
        for (int offset = 0; offset < all.size(); offset++) {
            assertThat(films(WANG, offset, 2)).isEqualTo(all.subList(offset, Math.min(offset + 2, all.size())));
        }
    }

    @Test
    void patient_findsTheirOwn_andTheirWards() {
        assertFound(ZHANG, List.of(there, sensitiveThere, oldHere),
                List.of(observed, sensitive, observedHere, spoken, platforms));
        PersonId child = story.person();
        story.born(child, JINYUN, java.time.LocalDate.of(2020, 5, 1));
        RecordId childThere = story.patient(JINYUN, child);
        story.related(JINYUN, childThere, AccessStory.ZHANG_SAN, "FTH", "");

        assertFound(ZHANG, List.of(there, sensitiveThere, oldHere, story.film(JINYUN, child)),
                List.of(observed, sensitive, observedHere, spoken, platforms,
                        observation(JINYUN, childThere, story.now, 0)));
    }

    @Test
    void linkBearer_findsWhatTheLinkNames() {
        UUID link = UUID.randomUUID();
        story.links.put(link, new LinkContents.Opens(
                zhang, Set.of(there, othersThere), Set.of(sensitive, newRecord), story.now.plusSeconds(60)));

        assertFound(new Requester.LinkBearer("link", link), List.of(there), List.of(sensitive));
    }

    @Test
    void platform_findsItsTypes_andNoFilms() {
        RecordId order = story.record(ResourceType.SERVICE_REQUEST, JINYUN, zhangThere, story.now, 0);
        Requester platform = new Requester.Platform("settlement");

        assertFound(platform, List.of(), List.of());
        assertThat(search(platform, ResourceType.SERVICE_REQUEST, Map.of())).containsExactly(order);
    }

    @Test
    void namedPatient_reachesNobodyElse() {
        story.visit(zhangHere, LISHUI, null);
        story.consent(zhang, LISHUI, 7);
        story.breakGlass(WANG, other);
        RecordPermit permit = permit(new AccessRequest.SearchRecords(
                WANG, ResourceType.OBSERVATION, Optional.of(zhangHere), Purpose.TREAT));

        assertThat(((Scope.Clinician) permit.scope()).reaches()).extracting(Reach::person).containsExactly(zhang);
        assertThat(ids(patients.everything(permit, new Everything(
                        zhangHere, Set.of(ResourceType.OBSERVATION), Optional.empty(), Optional.empty(), 100, Optional.empty()))))
                .containsExactlyInAnyOrder(observedHere, spoken);
    }

    @Test
    void everything_ofAnotherHospitalsRecord_needsTheSame() {
        assertThat(access.decide(new AccessRequest.SearchRecords(
                        WANG, ResourceType.PATIENT, Optional.of(zhangThere), Purpose.TREAT)))
                .isInstanceOf(AccessDecision.Refused.class);

        story.visit(zhangHere, LISHUI, null);
        story.consent(zhang, LISHUI, 7);
        RecordPermit permit = permit(new AccessRequest.SearchRecords(
                WANG, ResourceType.PATIENT, Optional.of(zhangThere), Purpose.TREAT));
        assertThat(ids(patients.everything(permit, new Everything(
                        zhangThere, Set.of(), Optional.empty(), Optional.empty(), 100, Optional.empty()))))
                .containsExactlyInAnyOrder(zhangThere, observed);
        assertThat(story.lastWritten().reason()).startsWith("rule 3: visit ");
    }

    @Test
    void searchedByNumber_foundInReach_isWrittenDownWithItsGround() {
        story.visit(zhangHere, LISHUI, null);
        story.consent(zhang, LISHUI, 7);
        access.decide(new AccessRequest.SearchFilms(WANG, Optional.of(there.value()), Purpose.TREAT));

        assertThat(story.lastWritten().object()).isEqualTo("Person/" + zhang);
        assertThat(story.lastWritten().reason()).startsWith("rule 3: visit ");
    }

    /** Searches find this, count as many, and each of it can be opened; nothing else can. */
    private void assertFound(Requester who, List<StudyUid> studies, List<RecordId> observations) {
        assertThat(films(who, 0, 100)).containsExactlyInAnyOrderElementsOf(studies);
        for (StudyUid study : List.of(there, sensitiveThere, oldHere, newHere, nobodysHere, othersThere)) {
            assertThat(AccessStory.opens(access, who, study)).as("opens").isEqualTo(studies.contains(study));
        }
        assertThat(search(who, ResourceType.OBSERVATION, Map.of())).containsExactlyInAnyOrderElementsOf(observations);
        assertThat(search(who, ResourceType.OBSERVATION, Map.of("_sort", "-_lastUpdated")))
                .containsExactlyInAnyOrderElementsOf(observations);
        assertThat(page(who, ResourceType.OBSERVATION, Map.of("_summary", "count")).total())
                .hasValue(observations.size());
        for (RecordId record : List.of(observed, sensitive, observedHere, spoken, newRecord, platforms)) {
            assertThat(AccessStory.opens(access, who, record)).as("opens").isEqualTo(observations.contains(record));
        }
    }

    private Scope.Clinician scope(Requester who) {
        return (Scope.Clinician) ((Granted<SearchPermit>) access.decide(
                        new AccessRequest.SearchFilms(who, Optional.empty(), who.usualPurpose())))
                .permit()
                .scope();
    }

    private List<StudyUid> films(Requester who, int offset, int limit) {
        SearchPermit permit = ((Granted<SearchPermit>) access.decide(
                        new AccessRequest.SearchFilms(who, Optional.empty(), who.usualPurpose())))
                .permit();
        FilmQuery query = new FilmQuery(
                FilmLevel.STUDY, Optional.empty(), Optional.empty(), List.of(), false, offset, limit);
        return films.find(permit, query).films().stream().map(film -> new StudyUid(film.study().uid())).toList();
    }

    private List<RecordId> search(Requester who, ResourceType type, Map<String, String> parameters) {
        return ids(page(who, type, parameters));
    }

    private RecordPage page(Requester who, ResourceType type, Map<String, String> parameters) {
        RecordPermit permit =
                permit(new AccessRequest.SearchRecords(who, type, Optional.empty(), who.usualPurpose()));
        return records.search(permit, RecordQuery.parse(type, List.copyOf(parameters.entrySet()), true));
    }

    private RecordPermit permit(AccessRequest.SearchRecords request) {
        return ((Granted<RecordPermit>) access.decide(request)).permit();
    }

    private static List<RecordId> ids(RecordPage page) {
        return page.matches().stream().map(record -> record.id()).toList();
    }
}
