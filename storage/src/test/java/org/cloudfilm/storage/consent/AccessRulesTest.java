package org.cloudfilm.storage.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.consent.AccessStory.CHEN;
import static org.cloudfilm.storage.consent.AccessStory.JINYUN;
import static org.cloudfilm.storage.consent.AccessStory.LI;
import static org.cloudfilm.storage.consent.AccessStory.LISHUI;
import static org.cloudfilm.storage.consent.AccessStory.WANG;
import static org.cloudfilm.storage.consent.AccessStory.ZHANG;
import static org.cloudfilm.storage.consent.AccessStory.ZHANG_SAN;
import static org.cloudfilm.storage.consent.AccessStory.opens;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule, and those next door to whom it grants nothing. */
class AccessRulesTest {

    private static final int HIV = SensitiveLabel.HIV.bit();

    private final AccessStory story = new AccessStory();
    private final RuledAccess access = story.access();
    private final PersonId zhang = story.person(ZHANG_SAN);
    private final PersonId other = story.person();

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void ownFilms_arePatientsOwn_andNobodyElses() {
        StudyUid film = story.film(JINYUN, zhang);
        Requester neighbour = new Requester.Patient("patient-x", new ResidentId("11010519491231002X"));

        assertThat(opens(access, ZHANG, film)).isTrue();
        assertThat(story.lastWritten().reason()).isEqualTo("rule 1: the patient's own");
        assertThat(opens(access, neighbour, film)).isFalse();
        assertThat(opens(access, ZHANG, story.film(JINYUN, other))).isFalse();
        assertThat(opens(access, ZHANG, story.film(JINYUN, null))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '`', textBlock = """
            MTH   | 2020-05-01 | ``                                | true
            GUARD | 2008-11-23 | `"active":true,`                  | true
            GUARD | 2008-11-22 | `"active":true,`                  | false
            PRN   | 2020-05-01 | `"active":false,`                 | false
            FTH   | 2020-05-01 | `"period":{"end":"2026-11-21"},`  | false
            FTH   | 2020-05-01 | `"period":{"end":"2026-11-23"},`  | true
            AUNT  | 2020-05-01 | ``                                | false
            """)
    void wardsFilms_areTheGuardians_asLongAsTheyAreWards(String role, LocalDate born, String more, boolean expected) {
        PersonId child = story.person();
        story.born(child, JINYUN, born);
        RecordId by = story.related(JINYUN, story.patient(JINYUN, child), ZHANG_SAN, role, more);

        assertThat(opens(access, ZHANG, story.film(JINYUN, child))).isEqualTo(expected);
        assertThat(story.lastWritten().reason())
                .isEqualTo(expected ? "rule 1: a ward's, by RelatedPerson " + by.id() : RuledAccess.NO_RULE);
        assertThat(opens(access, ZHANG, story.film(JINYUN, other))).isFalse();
    }

    @Test
    void hospitalsOwnFilm_oldAndWithoutVisit_isForItsSystemsOnly() {
        Instant longAgo = story.now.minus(Duration.ofDays(400));
        StudyUid film = story.film(LISHUI, zhang, longAgo, HIV);
        RecordId record = story.record(
                ResourceType.OBSERVATION, LISHUI, story.patient(LISHUI, zhang), longAgo, 0);

        assertThat(opens(access, new Requester.HospitalSystem("his", LISHUI), film)).isTrue();
        assertThat(opens(access, new Requester.HospitalSystem("his", JINYUN), film)).isFalse();
        assertThat(opens(access, WANG, film)).isFalse();
        assertThat(opens(access, WANG, record)).isFalse();
        assertThat(story.lastWritten().reason()).isEqualTo(RuledAccess.NO_RULE);
    }

    @ParameterizedTest
    @CsvSource({"open, true", "89, true", "91, false"})
    void hospitalsOwnFilm_withAVisit_isForItsClinicians(String visit, boolean expected) {
        StudyUid film = story.film(LISHUI, zhang, story.now.minus(Duration.ofDays(400)), HIV);
        // under another number of the same person
        RecordId patient = story.patient(LISHUI, zhang);
        story.visit(patient, LISHUI, visit.equals("open") ? null : story.now.minus(Duration.ofDays(Long.parseLong(visit))));
        story.visit(story.patient(JINYUN, zhang), JINYUN, null);

        assertThat(opens(access, WANG, film)).isEqualTo(expected);
        assertThat(opens(access, CHEN, film)).isFalse();
        assertThat(opens(access, WANG, story.film(LISHUI, other, story.now.minus(Duration.ofDays(400)), 0))).isFalse();
    }

    @Test
    void hospitalsOwnFilm_newOrOfNobodyKnown_needsNoVisit() {
        assertThat(opens(access, WANG, story.film(LISHUI, zhang))).isTrue();
        assertThat(opens(access, WANG, story.film(LISHUI, null, Instant.EPOCH, 0))).isTrue();
        assertThat(opens(access, WANG, story.film(JINYUN, null))).isFalse();
    }

    @Test
    void othersFilm_needsOpenVisitAndConsent() {
        StudyUid film = story.film(JINYUN, zhang);
        assertThat(opens(access, WANG, film)).as("neither").isFalse();

        UUID consent = story.consent(zhang, LISHUI, 7);
        assertThat(opens(access, WANG, film)).as("consent without a visit").isFalse();

        RecordId visit = story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        assertThat(opens(access, WANG, film)).isTrue();
        assertThat(story.lastWritten().reason()).isEqualTo("rule 3: visit " + visit.id() + ", consent " + consent);
        assertThat(story.lastWritten().purpose()).isEqualTo("TREAT");

        assertThat(opens(access, WANG, story.film(JINYUN, other))).as("another's film").isFalse();
        assertThat(opens(access, new Requester.HospitalSystem("his", LISHUI), film)).as("the system").isFalse();
        assertThat(opens(access, new Requester.Clinician("doctor-x", new HospitalId("suichang")), film)).isFalse();
    }

    @Test
    void othersFilm_visitWithoutConsentOrClosed_isNotThere() {
        StudyUid film = story.film(JINYUN, zhang);
        RecordId visit = story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        assertThat(opens(access, WANG, film)).as("visit without consent").isFalse();

        story.consent(zhang, JINYUN, 7);
        assertThat(opens(access, WANG, film)).as("consent for another hospital").isFalse();

        story.consent(zhang, LISHUI, 7);
        story.close(visit);
        assertThat(opens(access, WANG, film)).as("the visit is over").isFalse();
    }

    @Test
    void consent_ends_byTheClock_alsoWithinAViewing() {
        StudyUid film = story.film(JINYUN, zhang);
        story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        story.consent(zhang, LISHUI, 1);
        story.now = story.now.plus(Duration.ofDays(1)).minusSeconds(1);
        assertThat(opens(access, WANG, film)).isTrue();

        story.now = story.now.plusSeconds(1);
        assertThat(opens(access, WANG, film)).isFalse();
    }

    @Test
    void sensitive_needsAConsentThatNamesTheLabel() {
        StudyUid film = story.film(JINYUN, zhang, story.now, HIV);
        RecordId there = story.patient(JINYUN, zhang);
        RecordId record = story.record(ResourceType.OBSERVATION, JINYUN, there, story.now, HIV | SensitiveLabel.PSY.bit());
        story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        story.consent(zhang, LISHUI, 7, SensitiveLabel.PSY);
        assertThat(opens(access, WANG, film)).isFalse();
        assertThat(opens(access, WANG, record)).isFalse();

        story.consent(zhang, LISHUI, 7, SensitiveLabel.HIV);
        assertThat(opens(access, WANG, film)).isTrue();
        assertThat(opens(access, WANG, record)).isTrue();
    }

    @Test
    void optOut_openVisitSuffices_butNotForTheSensitiveAndNotAgainstADenial() {
        RuledAccess optOut = story.access(AccessStory.optOut(), Freshness.asked(story.dataSource));
        StudyUid film = story.film(JINYUN, zhang);
        StudyUid sensitive = story.film(JINYUN, zhang, story.now, HIV);
        assertThat(opens(optOut, WANG, film)).as("no visit").isFalse();

        RecordId visit = story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        assertThat(opens(optOut, WANG, film)).isTrue();
        assertThat(story.lastWritten().reason()).isEqualTo("rule 3: visit " + visit.id() + ", not denied");
        assertThat(opens(optOut, WANG, sensitive)).isFalse();
        story.consent(zhang, LISHUI, 7, SensitiveLabel.HIV);
        assertThat(opens(optOut, WANG, sensitive)).isTrue();

        story.denial(zhang, LISHUI);
        new AccessChanges(story.dataSource).narrowed();
        assertThat(opens(optOut, WANG, film)).isFalse();
        assertThat(opens(optOut, WANG, sensitive)).isFalse();
    }

    @Test
    void denial_ofEverybody_beatsConsent() {
        StudyUid film = story.film(JINYUN, zhang);
        story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        story.consent(zhang, LISHUI, 7);
        UUID denial = story.denial(zhang, null);
        assertThat(opens(access, WANG, film)).isFalse();

        story.withdraw(denial);
        assertThat(opens(access, WANG, film)).isTrue();
    }

    @Test
    void brokenGlass_opensAllOfOnePerson_forOneClinician_forFourHours() {
        StudyUid film = story.film(JINYUN, zhang, story.now, HIV);
        StudyUid own = story.film(LISHUI, zhang, Instant.EPOCH, 0);
        story.denial(zhang, null);
        UUID glass = story.breakGlass(WANG, zhang);

        assertThat(opens(access, WANG, film)).isTrue();
        assertThat(story.lastWritten().reason()).isEqualTo("rule 4: glass broken, " + glass);
        assertThat(story.lastWritten().purpose()).isEqualTo("BTG");
        assertThat(opens(access, WANG, own)).isTrue();
        assertThat(opens(access, LI, film)).as("a colleague").isFalse();
        assertThat(opens(access, new Requester.Clinician(WANG.id(), JINYUN), own)).as("elsewhere").isFalse();
        assertThat(opens(access, WANG, story.film(JINYUN, other))).as("another person").isFalse();

        story.now = story.now.plus(Duration.ofHours(4)).minusSeconds(1);
        assertThat(opens(access, WANG, film)).isTrue();
        story.now = story.now.plusSeconds(1);
        assertThat(opens(access, WANG, film)).isFalse();
    }

    @Test
    void brokenGlass_foundUnjustified_opensNothingMore() {
        StudyUid film = story.film(JINYUN, zhang);
        UUID glass = story.breakGlass(WANG, zhang);
        assertThat(opens(access, WANG, film)).isTrue();

        story.sql.sql("update break_glass set state = 'unjustified' where id = :id").param("id", glass).update();
        new AccessChanges(story.dataSource).narrowed();
        assertThat(opens(access, WANG, film)).isFalse();
    }

    @Test
    void link_opensWhatItNames_ofThePersonWhoShares_untilItExpires() {
        StudyUid film = story.film(JINYUN, zhang, story.now, HIV);
        StudyUid anothers = story.film(JINYUN, other);
        RecordId report = story.record(
                ResourceType.DIAGNOSTIC_REPORT, JINYUN, story.patient(JINYUN, zhang), story.now, 0);
        RecordId doctor = story.record(ResourceType.PRACTITIONER, JINYUN, null, story.now, 0);
        UUID link = UUID.randomUUID();
        story.links.put(link, new LinkContents.Opens(
                zhang, Set.of(film, anothers), Set.of(report), story.now.plus(Duration.ofMinutes(3))));
        Requester bearer = new Requester.LinkBearer("link-1", link);

        assertThat(opens(access, bearer, film)).isTrue();
        assertThat(story.lastWritten().reason()).isEqualTo("rule 5: share link " + link);
        assertThat(opens(access, bearer, report)).isTrue();
        assertThat(opens(access, bearer, anothers)).as("named, but not theirs to share").isFalse();
        assertThat(opens(access, bearer, story.film(JINYUN, zhang))).as("not named").isFalse();
        assertThat(opens(access, bearer, doctor)).as("a directory").isFalse();
        assertThat(opens(access, new Requester.LinkBearer("link-1", UUID.randomUUID()), film)).isFalse();

        story.now = story.now.plus(Duration.ofMinutes(3));
        assertThat(opens(access, bearer, film)).isFalse();
    }

    @Test
    void platform_readsWhatItSettles_andNothingClinical() {
        Requester platform = new Requester.Platform("settlement");
        RecordId patient = story.patient(JINYUN, zhang);
        for (ResourceType type : new ResourceType[] {
            ResourceType.SERVICE_REQUEST, ResourceType.ENCOUNTER, ResourceType.IMAGING_STUDY, ResourceType.CHARGE_ITEM
        }) {
            assertThat(opens(access, platform, story.record(type, JINYUN, patient, story.now, HIV))).isTrue();
        }
        assertThat(opens(access, platform, story.record(ResourceType.DIAGNOSTIC_REPORT, JINYUN, patient, story.now, 0)))
                .isFalse();
        assertThat(opens(access, platform, patient)).isFalse();
        assertThat(opens(access, platform, story.film(JINYUN, zhang))).isFalse();
    }

    @Test
    void platformsOwnRecords_areThePatients_andBeyondAnyConsent() {
        RecordId consent = story.record(
                ResourceType.CONSENT, HospitalId.PLATFORM, story.patient(JINYUN, zhang), story.now, 0);
        story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        story.consent(zhang, LISHUI, 7);
        story.breakGlass(WANG, zhang);

        assertThat(opens(access, ZHANG, consent)).isTrue();
        assertThat(opens(access, WANG, consent)).isFalse();
    }

    @Test
    void consentAndGlass_goAlongWhenPersonsAreMerged() {
        StudyUid film = story.film(JINYUN, zhang);
        PersonId twin = story.person();
        story.consent(twin, LISHUI, 7);
        story.visit(story.patient(LISHUI, zhang), LISHUI, null);
        assertThat(opens(access, WANG, film)).isFalse();

        PersonId between = story.person();
        merge(twin, between);
        merge(between, zhang);
        assertThat(opens(access, WANG, film)).isTrue();

        PersonId denied = story.person();
        story.denial(denied, LISHUI);
        merge(denied, zhang);
        new AccessChanges(story.dataSource).narrowed();
        assertThat(opens(access, WANG, film)).isFalse();
    }

    private void merge(PersonId merged, PersonId survivor) {
        story.sql.sql("update person set merged_into = :survivor where id = :merged")
                .param("survivor", survivor.value())
                .param("merged", merged.value())
                .update();
    }
}
