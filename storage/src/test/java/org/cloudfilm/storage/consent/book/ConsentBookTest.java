package org.cloudfilm.storage.consent.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cloudfilm.storage.consent.book.TwoHospitals.JINYUN;
import static org.cloudfilm.storage.consent.book.TwoHospitals.LISHUI;
import static org.cloudfilm.storage.consent.book.TwoHospitals.STRANGER;
import static org.cloudfilm.storage.consent.book.TwoHospitals.WANG;
import static org.cloudfilm.storage.consent.book.TwoHospitals.ZHANG;
import static org.cloudfilm.storage.consent.book.TwoHospitals.ZHANG_IN_JINYUN;
import static org.cloudfilm.storage.consent.book.TwoHospitals.ZHANG_IN_LISHUI;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.consent.AccessDecision;
import org.cloudfilm.storage.consent.AccessRequest;
import org.cloudfilm.storage.consent.AccessSettings;
import org.cloudfilm.storage.consent.Purpose;
import org.cloudfilm.storage.consent.RecordPermit;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.RuledAccess;
import org.cloudfilm.storage.consent.SensitiveLabel;
import org.cloudfilm.storage.consent.book.ConsentOutcome.Done;
import org.cloudfilm.storage.consent.book.ConsentOutcome.Refused;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.record.ChangeOutcome;
import org.cloudfilm.storage.record.HistoryPage;
import org.cloudfilm.storage.record.HistoryQuery;
import org.cloudfilm.storage.record.RecordId;
import org.cloudfilm.storage.record.RecordRefusal;
import org.cloudfilm.storage.record.RecordStore;
import org.cloudfilm.storage.record.RecordWriter;
import org.cloudfilm.storage.record.ResourceType;
import org.cloudfilm.storage.record.StoredRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 张三 is at Lishui; what Jinyun keeps of him is for him to show, or not to show. */
class ConsentBookTest {

    private static final ConsentTerms A_MONTH = new ConsentTerms(30, Set.of());
    private static final RecordId REPORT = new RecordId(ResourceType.DIAGNOSTIC_REPORT, "report");

    @TempDir
    Path directory;

    private TwoHospitals hospitals;
    private ConsentBook book;
    private AskConsent asking;

    @BeforeEach
    void report() throws Exception {
        hospitals = new TwoHospitals(directory);
        book = hospitals.book();
        asking = hospitals.asking();
        hospitals.write(JINYUN, REPORT, """
                {"resourceType":"DiagnosticReport","status":"final","code":{"text":"CT"},
                 "subject":{"reference":"Patient/j-zhang"}}
                """);
    }

    @AfterEach
    void close() {
        hospitals.close();
    }

    @Test
    void ask_patientIsNotThere_isRefusedAndWrittenDown() {
        refused(ask(), ConsentRefusal.NO_OPEN_VISIT);
        refused(asking.ask(WANG, "王医生", ZHANG_IN_JINYUN, ""), ConsentRefusal.NO_SUCH_PATIENT);
        refused(asking.ask(WANG, "王医生", new RecordId(ResourceType.PATIENT, "nobody"), ""), ConsentRefusal.NO_SUCH_PATIENT);

        assertThat(hospitals.steps()).containsOnly("ask-access refused").hasSize(3);
        assertThat(hospitals.told()).isEmpty();
    }

    @Test
    void ask_twice_isOneRequestAndOneNotice() {
        hospitals.arrives(LISHUI, ZHANG_IN_LISHUI);

        AskedAccess first = done(ask());
        AskedAccess second = done(asking.ask(new Requester.Clinician("doctor-li", LISHUI), "李医生", ZHANG_IN_LISHUI, ""));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(hospitals.told()).containsExactly("ACCESS_ASKED");
        assertThat(book.asked(ZHANG)).singleElement().satisfies(asked -> {
            assertThat(asked.name()).isEqualTo("王医生");
            assertThat(asked.state()).isEqualTo(AskedAccess.State.ASKED);
        });
        assertThat(asking.standing(WANG, ZHANG_IN_LISHUI).kind()).isEqualTo(AskConsent.Kind.ASKED);
    }

    @Test
    void ask_againAndAgain_isRefusedForTheDay() {
        hospitals.arrives(LISHUI, ZHANG_IN_LISHUI);
        for (int i = 0; i < 5; i++) {
            done(book.decline(ZHANG, done(ask()).id()));
        }

        refused(ask(), ConsentRefusal.ASKED_TOO_OFTEN);

        hospitals.later(Duration.ofDays(1));
        done(ask());
    }

    @Test
    void confirm_theReportIsThereForTheHospitalsDoctorAndForNobodyElse() {
        long request = asked();
        assertThat(reads(WANG)).isFalse();

        GivenConsent given = done(book.confirm(ZHANG, request, A_MONTH));

        assertThat(reads(WANG)).isTrue();
        assertThat(reads(new Requester.Clinician("doctor-x", new HospitalId("suichang")))).isFalse();
        assertThat(hospitals.consent(given)).contains("\"status\":\"active\"", "\"reference\":\"Patient/l-zhang\"",
                "\"type\":\"permit\"", "\"value\":\"lishui\"", "\"code\":\"TREAT\"");
        assertThat(hospitals.told()).containsExactly("CONSENT_GIVEN", "ACCESS_ASKED");
        assertThat(hospitals.steps()).contains("ask-access done", "confirm-access done");
        assertThat(asking.standing(WANG, ZHANG_IN_LISHUI).kind()).isEqualTo(AskConsent.Kind.GRANTED);

        hospitals.later(Duration.ofDays(30));
        assertThat(reads(WANG)).isFalse();
        assertThat(book.given(ZHANG).getFirst().state(hospitals.now())).isEqualTo(GivenConsent.State.ENDED);
    }

    @Test
    void confirm_sensitiveLabelsThatArePartOfIt_areInTheConsent() {
        GivenConsent given =
                done(book.confirm(ZHANG, asked(), new ConsentTerms(1, Set.of(SensitiveLabel.HIV, SensitiveLabel.PSY))));

        assertThat(given.sensitive()).containsExactlyInAnyOrder(SensitiveLabel.HIV, SensitiveLabel.PSY);
        assertThat(hospitals.consent(given)).contains("securityLabel", "\"HIV\"", "\"PSY\"");
    }

    @Test
    void confirm_manyAtOnce_areOneConsent() throws Exception {
        long request = asked();
        List<ConsentOutcome<GivenConsent>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Callable<ConsentOutcome<GivenConsent>>> taps = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                taps.add(() -> book.confirm(ZHANG, request, A_MONTH));
            }
            for (Future<ConsentOutcome<GivenConsent>> tap : threads.invokeAll(taps)) {
                outcomes.add(tap.get());
            }
        }

        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Done).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome instanceof Refused)
                .allSatisfy(outcome -> refused(outcome, ConsentRefusal.ANSWERED_BEFORE));
        assertThat(hospitals.count("consent_grant")).isEqualTo(1);
        assertThat(hospitals.count("record where type = " + ResourceType.CONSENT.number())).isEqualTo(1);
    }

    @Test
    void confirm_aStrangersOrUnknownOrExpiredRequest_changesNothing() {
        long request = asked();

        refused(book.confirm(STRANGER, request, A_MONTH), ConsentRefusal.NO_SUCH_REQUEST);
        refused(book.confirm(ZHANG, request + 1, A_MONTH), ConsentRefusal.NO_SUCH_REQUEST);
        refused(book.decline(STRANGER, request), ConsentRefusal.NO_SUCH_REQUEST);
        hospitals.later(AskConsent.WAITS);
        refused(book.confirm(ZHANG, request, A_MONTH), ConsentRefusal.EXPIRED);

        assertThat(hospitals.count("consent_grant")).isZero();
        assertThat(book.asked(ZHANG).getFirst().state()).isEqualTo(AskedAccess.State.EXPIRED);
    }

    @Test
    void confirm_theRecordCannotBeWritten_nothingHasHappened() {
        long request = asked();
        ConsentBook failing = hospitals.book(new RefusingStore(), AccessSettings.USUAL);

        assertThatThrownBy(() -> failing.confirm(ZHANG, request, A_MONTH)).isInstanceOf(RecordRefusal.class);

        assertThat(hospitals.count("consent_grant")).isZero();
        assertThat(hospitals.told()).containsExactly("ACCESS_ASKED");
        assertThat(book.asked(ZHANG).getFirst().state()).isEqualTo(AskedAccess.State.ASKED);
    }

    @Test
    void decline_thenConfirm_isTooLate() {
        long request = asked();
        done(book.decline(ZHANG, request));

        refused(book.confirm(ZHANG, request, A_MONTH), ConsentRefusal.ANSWERED_BEFORE);

        assertThat(reads(WANG)).isFalse();
        assertThat(asking.standing(WANG, ZHANG_IN_LISHUI).kind()).isEqualTo(AskConsent.Kind.DECLINED);
    }

    @Test
    void withdraw_nothingPassesAnyMore_andTheConsentSaysSo() {
        GivenConsent given = done(book.confirm(ZHANG, asked(), A_MONTH));
        RuledAccess access = access();
        assertThat(reads(access, WANG)).isTrue();

        refused(book.withdraw(STRANGER, given.id()), ConsentRefusal.NO_SUCH_CONSENT);
        refused(book.withdraw(ZHANG, UUID.randomUUID()), ConsentRefusal.NO_SUCH_CONSENT);
        done(book.withdraw(ZHANG, given.id()));

        assertThat(reads(access, WANG)).isFalse();
        assertThat(hospitals.consent(given)).contains("\"status\":\"inactive\"");
        assertThat(book.given(ZHANG)).singleElement()
                .satisfies(one -> assertThat(one.state(hospitals.now())).isEqualTo(GivenConsent.State.WITHDRAWN));
        assertThat(hospitals.told()).startsWith("CONSENT_WITHDRAWN");
        refused(book.withdraw(ZHANG, given.id()), ConsentRefusal.NO_SUCH_CONSENT);
    }

    @Test
    void withdraw_whereSilenceMeansYes_isANo() {
        AccessSettings optOut = new AccessSettings(AccessSettings.Default.OPT_OUT, Duration.ofDays(90));
        ConsentBook generous = hospitals.book(hospitals.store, optOut);
        GivenConsent given = done(generous.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));

        done(generous.withdraw(ZHANG, given.id()));

        assertThat(generous.given(ZHANG)).extracting(one -> one.state(hospitals.now()))
                .containsExactlyInAnyOrder(GivenConsent.State.WITHDRAWN, GivenConsent.State.DENIED);
    }

    @Test
    void deny_endsConsents_andALaterConsentEndsTheDenial() {
        asked();
        GivenConsent given = done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        GivenConsent denial = done(book.deny(ZHANG, Optional.empty(), LISHUI, Optional.empty()));
        assertThat(reads(WANG)).isFalse();
        assertThat(hospitals.consent(given)).contains("\"status\":\"inactive\"");
        assertThat(hospitals.consent(denial)).contains("\"type\":\"deny\"", "OPTOUT").doesNotContain("9999");

        done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        assertThat(reads(WANG)).isTrue();
        assertThat(hospitals.consent(denial)).contains("\"status\":\"inactive\"");
    }

    @Test
    void allow_unknownHospitalOrSomebodyElse_isRefused() {
        refused(book.allow(ZHANG, Optional.empty(), new HospitalId("nowhere"), A_MONTH), ConsentRefusal.NO_SUCH_HOSPITAL);
        refused(book.allow(STRANGER, Optional.empty(), LISHUI, A_MONTH), ConsentRefusal.NO_SUCH_PERSON);
        refused(book.allow(STRANGER, Optional.of(hospitals.zhang()), LISHUI, A_MONTH), ConsentRefusal.NO_SUCH_PERSON);
    }

    @Test
    void hospitalsConsent_permitGrantsNothing_denyCountsUntilThePatientSaysOtherwise() {
        asked();
        RecordId paper = new RecordId(ResourceType.CONSENT, "paper");
        hospitals.write(LISHUI, paper, paper("permit", "l-zhang"));
        assertThat(reads(WANG)).isFalse();

        done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        hospitals.write(JINYUN, new RecordId(ResourceType.CONSENT, "no"), paper("deny", "j-zhang"));
        assertThat(reads(WANG)).as("denied to all hospitals on paper").isFalse();
        assertThat(book.given(ZHANG)).filteredOn(GivenConsent::deny).singleElement()
                .satisfies(denial -> assertThat(denial.hospital()).isEmpty());

        done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        assertThat(reads(WANG)).isTrue();
        assertThat(book.given(ZHANG))
                .filteredOn(denial -> denial.state(hospitals.now()) == GivenConsent.State.DENIED)
                .extracting(GivenConsent::hospital)
                .containsExactly(Optional.of(JINYUN));
    }

    @Test
    void child_theGuardianDecides_theChildDoesNot() {
        ResidentId number = new ResidentId("11010120150307238X");
        Requester.Patient child = new Requester.Patient("child", number);
        RecordId patient = new RecordId(ResourceType.PATIENT, "l-child");
        hospitals.patient(LISHUI, patient, "张小小", number);
        hospitals.arrives(LISHUI, patient);
        long request = done(asking.ask(WANG, "王医生", patient, "")).id();
        refused(book.confirm(child, request, A_MONTH), ConsentRefusal.GUARDIAN_NEEDED);
        refused(book.confirm(ZHANG, request, A_MONTH), ConsentRefusal.NO_SUCH_REQUEST);

        hospitals.write(JINYUN, new RecordId(ResourceType.RELATED_PERSON, "claimed"), father(true));
        assertThat(book.asked(ZHANG)).as("another hospital's patient").isEmpty();

        RecordId father = new RecordId(ResourceType.RELATED_PERSON, "father");
        hospitals.write(LISHUI, father, father(true));
        assertThat(book.asked(ZHANG)).extracting(AskedAccess::id).contains(request);
        GivenConsent given = done(book.confirm(ZHANG, request, A_MONTH));

        assertThat(hospitals.consent(given)).contains("RelatedPerson/father", "Patient/l-child");
        assertThat(new Family(hospitals.db.dataSource(), hospitals::now).faces(ZHANG))
                .extracting(Family.Face::name).containsExactly("张三", "张小小");

        hospitals.write(LISHUI, father, father(false));
        assertThat(book.asked(ZHANG)).isEmpty();
        refused(book.withdraw(ZHANG, given.id()), ConsentRefusal.NO_SUCH_CONSENT);
    }

    private static String father(boolean active) {
        return """
                {"resourceType":"RelatedPerson","active":%s,"patient":{"reference":"Patient/l-child"},
                 "identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"34052419800101001X"}],
                 "relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"FTH"}]}]}
                """.formatted(active);
    }

    @Test
    void mergedPersons_requestsAndConsentsAreTheSurvivors() {
        long request = asked();
        GivenConsent given = done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        UUID survivor = hospitals.sql.sql("insert into person default values returning id").query(UUID.class).single();
        hospitals.sql.sql("update person set merged_into = :s where id = :z")
                .param("s", survivor).param("z", hospitals.zhang().value()).update();
        hospitals.sql.sql("update person_identifier set person_id = :s").param("s", survivor).update();
        hospitals.sql.sql("update patient_record set person_id = :s").param("s", survivor).update();

        assertThat(book.asked(ZHANG)).extracting(AskedAccess::id).containsExactly(request);
        assertThat(hospitals.told()).contains("CONSENT_GIVEN");
        done(book.withdraw(ZHANG, given.id()));
    }

    @Test
    void hospitalsDenial_thatCameBeforeItsPatient_countsOnceThePatientIsKnown() {
        asked();
        done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        hospitals.write(JINYUN, new RecordId(ResourceType.CONSENT, "early"), paper("deny", "j-later"));
        assertThat(reads(WANG)).as("nobody knows whose it is").isTrue();

        hospitals.patient(JINYUN, new RecordId(ResourceType.PATIENT, "j-later"), "张三", TwoHospitals.ZHANG_NUMBER);
        assertThat(reads(WANG)).isFalse();
        assertThat(book.given(ZHANG)).filteredOn(GivenConsent::deny).hasSize(1);

        done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        hospitals.patient(JINYUN, new RecordId(ResourceType.PATIENT, "j-later"), "張三", TwoHospitals.ZHANG_NUMBER);
        assertThat(reads(WANG)).as("what the patient has said since stands").isTrue();
    }

    /** It is four in the afternoon in China. */
    @ParameterizedTest
    @CsvSource({"2026-11-22T16:00:05+08:00, PT5.999S, PT6S", "2026-11-22, PT7H59M59S, PT8H"})
    void hospitalsDenial_forATime_countsUntilAllThatItsEndNamesHasPassed(String end, Duration within, Duration after) {
        asked();
        done(book.allow(ZHANG, Optional.empty(), LISHUI, A_MONTH));
        String forATime = paper("deny", "j-zhang").replace("\"deny\"", "\"deny\",\"period\":{\"end\":\"" + end + "\"}");
        hospitals.write(JINYUN, new RecordId(ResourceType.CONSENT, "while"), forATime);

        hospitals.later(within);
        assertThat(reads(WANG)).isFalse();
        hospitals.later(after.minus(within));
        assertThat(reads(WANG)).isTrue();
    }

    private String paper(String type, String patient) {
        return """
                {"resourceType":"Consent","status":"active",
                 "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
                 "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
                 "patient":{"reference":"Patient/%s"},"policyRule":{"text":"paper"},"provision":{"type":"%s"}}
                """.formatted(patient, type);
    }

    private ConsentOutcome<AskedAccess> ask() {
        return asking.ask(WANG, "王医生", ZHANG_IN_LISHUI, "请授权查看外院影像");
    }

    private long asked() {
        hospitals.arrives(LISHUI, ZHANG_IN_LISHUI);
        return done(ask()).id();
    }

    private RuledAccess access() {
        return new RuledAccess(hospitals.db.dataSource(), hospitals::append, hospitals::now);
    }

    private boolean reads(Requester.Clinician who) {
        return reads(access(), who);
    }

    private boolean reads(RuledAccess access, Requester.Clinician who) {
        AccessDecision<RecordPermit> decision =
                access.decide(new AccessRequest.OpenRecord(who, REPORT, Purpose.TREAT));
        return decision instanceof AccessDecision.Granted<RecordPermit>(RecordPermit permit)
                && hospitals.store.read(permit, REPORT).isPresent();
    }

    private static <T> T done(ConsentOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done<T>) outcome).value();
    }

    private static void refused(ConsentOutcome<?> outcome, ConsentRefusal why) {
        assertThat(outcome).isEqualTo(new Refused<>(why));
    }

    /** A store that takes nothing. */
    private static final class RefusingStore implements RecordStore {

        @Override
        public List<ChangeOutcome> write(RecordWriter writer, List<Entry> entries) {
            throw RecordRefusal.of(RecordRefusal.Kind.CONFLICT, "", "taken");
        }

        @Override
        public Optional<StoredRecord> read(RecordPermit permit, RecordId id) {
            return Optional.empty();
        }

        @Override
        public Optional<StoredRecord> read(RecordPermit permit, RecordId id, int version) {
            return Optional.empty();
        }

        @Override
        public HistoryPage history(RecordPermit permit, HistoryQuery of) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long historySize(RecordPermit permit, HistoryQuery of) {
            throw new UnsupportedOperationException();
        }
    }
}
