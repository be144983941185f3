package org.cloudfilm.storage.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.audit.AuditEntry;
import org.cloudfilm.storage.consent.AccessChanges;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.film.StudyUid;
import org.cloudfilm.storage.hospital.HospitalId;
import org.cloudfilm.storage.notice.Notices;
import org.cloudfilm.storage.person.Identification;
import org.cloudfilm.storage.person.LinkPerson;
import org.cloudfilm.storage.person.PatientNumber;
import org.cloudfilm.storage.person.PersonId;
import org.cloudfilm.storage.person.ResidentId;
import org.cloudfilm.storage.person.StrongNumber;
import org.cloudfilm.storage.person.Traits;
import org.cloudfilm.storage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 张三 shares films by links; others open them. */
class ShareTest {

    private static final TestDatabase db = TestDatabase.create();
    private static final JdbcClient sql = JdbcClient.create(db.dataSource());
    private static final HospitalId LISHUI = new HospitalId("lishui");
    private static final Requester.Patient ZHANG = new Requester.Patient("patient-zhang", new ResidentId("34052419800101001X"));
    private static final Requester.Patient LI = new Requester.Patient("patient-li", new ResidentId("11010519491231002X"));
    private static final Requester.Patient UNKNOWN = new Requester.Patient("patient-x", new ResidentId("110101199003070011"));
    private static final StudyUid CT = new StudyUid("1.2.1");
    private static final StudyUid MR = new StudyUid("1.2.2");
    private static final StudyUid LIS = new StudyUid("1.2.3");
    private static final StudyUid NOBODYS = new StudyUid("1.2.4");
    private static final int ATTEMPTS = 5;

    private static PersonId zhang;

    private final List<AuditEntry> trail = Collections.synchronizedList(new ArrayList<>());
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final InstantSource clock = () -> now;
    private final AccessChanges changes = new AccessChanges(db.dataSource());
    private final Shares shares = new Shares(db.dataSource(), trail::add, changes, clock);
    private final ShareOpenings openings =
            new ShareOpenings(db.dataSource(), trail::add, changes, new Notices(db.dataSource(), clock), clock);
    private final SharedLinks contents = new SharedLinks(db.dataSource());
    private final LinkTokens tokens = new LinkTokens(db.dataSource(), clock);

    @BeforeAll
    static void films() {
        zhang = person("zhang", ZHANG.residentId());
        PersonId li = person("li", LI.residentId());
        film(CT, zhang);
        film(MR, zhang);
        film(LIS, li);
        film(NOBODYS, null);
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @Test
    void link_opensWhatItNames_andOnlyThat() {
        NewShare share = make(3, CT);

        assertThat(contents.find(share.id().value(), now)).hasValueSatisfying(opens -> {
            assertThat(opens.person()).isEqualTo(zhang);
            assertThat(opens.studies()).containsExactly(CT);
            assertThat(opens.until()).isEqualTo(share.expiresAt());
        });
        assertThat(contents.find(UUID.randomUUID(), now)).isEmpty();
        assertThat(contents.find(share.id().value(), share.expiresAt())).isEmpty();
    }

    @Test
    void make_ofWhatIsNobodys_orOfSeveralPersons_isRefused() {
        assertThat(shares.make(ZHANG, share(3, CT, NOBODYS))).isInstanceOf(Shares.Made.NoSuchStudy.class);
        assertThat(shares.make(ZHANG, share(3, new StudyUid("1.2.404")))).isInstanceOf(Shares.Made.NoSuchStudy.class);
        assertThat(shares.make(ZHANG, share(3, CT, LIS))).isInstanceOf(Shares.Made.SeveralPersons.class);
    }

    @Test
    void make_moreThanAnybodyNeeds_isRefusedUntilOneEnds() {
        List<NewShare> made = new ArrayList<>();
        for (NewShare next = share(1, LIS); shares.make(LI, next) instanceof Shares.Made.Done; next = share(1, LIS)) {
            made.add(next);
        }
        assertThat(made).hasSize(Shares.MOST_ACTIVE);

        assertThat(shares.revoke(LI, made.getFirst().id())).isTrue();
        assertThat(shares.make(LI, share(1, LIS))).isInstanceOf(Shares.Made.Done.class);
        made.forEach(each -> shares.revoke(LI, each.id()));
    }

    @Test
    void openings_areUsedUp_andThePatientIsTold() {
        NewShare share = make(2, CT);
        Attempt.Link link = begun(share);
        openings.right(link);

        assertThat(openings.open(link, "Dr Smith, Charité", List.of())).hasValue(1);
        assertThat(openings.open(link, "Dr Smith, Charité", List.of())).hasValue(0);
        assertThat(openings.open(link, "late", List.of())).isEmpty();

        assertThat(openings.begin(share.key().locator()))
                .isInstanceOfSatisfying(Attempt.Dead.class, dead -> assertThat(dead.state()).isEqualTo(Share.State.USED_UP));
        Share seen = mine(share);
        assertThat(seen.state()).isEqualTo(Share.State.USED_UP);
        assertThat(seen.events()).extracting(Share.Event::recipient).containsExactly("Dr Smith, Charité", "Dr Smith, Charité");
        assertThat(notices(share)).containsExactly("SHARE_OPENED", "SHARE_OPENED", "SHARE_USED_UP");
        assertThat(trail).extracting(AuditEntry::action).containsExactly("share-study", "open-share", "open-share");
    }

    @Test
    void openings_manyAtOnce_neverMoreThanGranted() throws Exception {
        NewShare share = make(3, CT);
        Attempt.Link link = begun(share);
        openings.right(link);

        List<Boolean> opened = atOnce(40, () -> openings.open(link, "somebody", List.of()).isPresent());

        assertThat(opened.stream().filter(yes -> yes)).hasSize(3);
        assertThat(mine(share).events()).hasSize(3);
    }

    @Test
    void wrongPasscodes_twoHundredAtOnce_exactlyAsManyAreLookedAtAsTheLinkBears() throws Exception {
        NewShare share = make(3, CT);

        List<Boolean> lookedAt = atOnce(200, () -> {
            if (openings.begin(share.key().locator()) instanceof Attempt.Begun(Attempt.Link link)) {
                openings.wrong(link, "guesser");
                return true;
            }
            return false;
        });

        assertThat(lookedAt.stream().filter(yes -> yes)).hasSize(ATTEMPTS);
        assertThat(mine(share).state()).isEqualTo(Share.State.LOCKED);
        assertThat(mine(share).attemptsLeft()).isZero();
        assertThat(contents.find(share.id().value(), now)).isEmpty();
        assertThat(notices(share)).containsExactly("SHARE_USED_UP");
    }

    @Test
    void attempts_asManyUnderwayAsTheLinkBears_nextMustWait_rightOnesCostNothing() {
        NewShare share = make(3, CT);
        List<Attempt.Link> underway = new ArrayList<>();
        for (int i = 0; i < ATTEMPTS; i++) {
            underway.add(begun(share));
        }

        assertThat(openings.begin(share.key().locator())).isInstanceOf(Attempt.Busy.class);
        underway.forEach(openings::right);

        assertThat(openings.remaining(share.key().locator())).hasValue(ATTEMPTS);
        assertThat(openings.begin(share.key().locator())).isInstanceOf(Attempt.Begun.class);
    }

    @Test
    void attempt_neverEnded_countsAsWrong() {
        NewShare share = make(3, CT);
        begun(share);
        for (int left = ATTEMPTS - 1; left > 0; left--) {
            assertThat(openings.wrong(begun(share), "guesser")).isEqualTo(left);
        }
        assertThat(openings.begin(share.key().locator())).isInstanceOf(Attempt.Busy.class);
    }

    @Test
    void token_opensUntilItsEnd_andNotAfterTheLinkIsRevoked() {
        NewShare share = make(1, CT);
        Attempt.Link link = begun(share);
        openings.right(link);
        String token = LinkTokens.PREFIX + "secret-" + share.id();
        openings.open(link, "Dr Smith", List.of(new Granted.Token(LinkTokens.digest(token), now.plusSeconds(3600))));

        assertThat(tokens.find(token)).as("after the last opening too").contains(LinkTokens.bearer(share.id()));
        assertThat(tokens.find(token + "x")).isEmpty();
        assertThat(tokens.find(LinkTokens.PREFIX + "x".repeat(10_000))).isEmpty();
        now = now.plusSeconds(3600);
        assertThat(tokens.find(token)).isEmpty();
        now = now.minusSeconds(1);
        assertThat(shares.revoke(ZHANG, share.id())).isTrue();

        assertThat(new LinkTokens(db.dataSource(), clock).find(token)).isEmpty();
        assertThat(contents.find(share.id().value(), now)).isEmpty();
    }

    @Test
    void file_isFetchedOnce_andNotByAnotherLinksUrl() {
        NewShare share = make(2, CT);
        NewShare other = make(2, MR);
        Attempt.Link link = begun(share);
        openings.right(link);
        byte[] one = LinkTokens.digest("one" + share.id());
        byte[] two = LinkTokens.digest("two" + share.id());
        openings.open(link, "Dr Smith", List.of(
                new Granted.File(one, Granted.Kind.RECORDS, now.plusSeconds(600)),
                new Granted.File(two, Granted.Kind.ACCESS, now.plusSeconds(600))));

        assertThat(openings.fetch(share.key().locator(), one)).map(ShareOpenings.Fetched::kind).contains(Granted.Kind.RECORDS);
        assertThat(openings.fetch(share.key().locator(), one)).isEmpty();
        assertThat(openings.fetch(other.key().locator(), two)).isEmpty();
    }

    @Test
    void revoked_isDeadAtOnce_andRevokingTwiceIsLikeOnce() {
        NewShare share = make(3, CT);

        assertThat(shares.revoke(LI, share.id())).as("another's").isFalse();
        assertThat(shares.revoke(UNKNOWN, share.id())).as("nobody's").isFalse();
        assertThat(shares.revoke(ZHANG, share.id())).isTrue();
        assertThat(shares.revoke(ZHANG, share.id())).isTrue();

        assertThat(openings.begin(share.key().locator()))
                .isInstanceOfSatisfying(Attempt.Dead.class, dead -> assertThat(dead.state()).isEqualTo(Share.State.REVOKED));
        assertThat(openings.remaining(share.key().locator())).isEmpty();
    }

    @Test
    void expired_opensNothing() {
        NewShare share = make(3, CT);
        now = share.expiresAt();

        assertThat(openings.begin(share.key().locator()))
                .isInstanceOfSatisfying(Attempt.Dead.class, dead -> assertThat(dead.state()).isEqualTo(Share.State.EXPIRED));
        assertThat(openings.begin(new byte[32])).isInstanceOf(Attempt.Unknown.class);
    }

    @Test
    void study_thatHasBecomeAnothers_isNoLongerOpened() {
        StudyUid mistaken = new StudyUid("1.2.5");
        film(mistaken, zhang);
        NewShare share = make(3, CT, mistaken);

        sql.sql("update patient set person_id = :li where id = (select patient from study where uid = '1.2.5')")
                .param("li", person("li", LI.residentId()).value())
                .update();

        assertThat(contents.find(share.id().value(), now)).hasValueSatisfying(opens -> assertThat(opens.studies()).containsExactly(CT));
    }

    @Test
    void list_showsOnesOwn_newestFirst() {
        NewShare older = make(3, CT);
        now = now.plus(Duration.ofMinutes(1));
        NewShare newer = make(3, MR);

        assertThat(shares.of(ZHANG)).extracting(Share::id).containsSubsequence(newer.id(), older.id());
        assertThat(shares.of(LI)).extracting(Share::id).doesNotContain(newer.id());
        assertThat(shares.of(UNKNOWN)).isEmpty();
    }

    private NewShare make(int times, StudyUid... studies) {
        NewShare share = share(times, studies);
        assertThat(shares.make(ZHANG, share)).isInstanceOf(Shares.Made.Done.class);
        return share;
    }

    private NewShare share(int times, StudyUid... studies) {
        ShareId id = new ShareId(UUID.randomUUID());
        return new NewShare(
                id, new NewShare.Key(LinkTokens.digest(id.toString()), new byte[] {1}, "hash"), List.of(studies), "胸部 CT",
                true, true, now.plus(Duration.ofDays(7)), times, ATTEMPTS);
    }

    private Attempt.Link begun(NewShare share) {
        if (openings.begin(share.key().locator()) instanceof Attempt.Begun(Attempt.Link link)) {
            return link;
        }
        throw new AssertionError("the link cannot be opened");
    }

    private Share mine(NewShare share) {
        return shares.of(ZHANG).stream().filter(each -> each.id().equals(share.id())).findFirst().orElseThrow();
    }

    private static List<String> notices(NewShare share) {
        return sql.sql("select kind from notice where params ->> 'share' = :share order by id")
                .param("share", share.id().toString())
                .query(String.class)
                .list();
    }

    private static <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(work));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> each : running) {
                done.add(each.get());
            }
            return done;
        }
    }

    private static PersonId person(String number, ResidentId resident) {
        LocalDate born = LocalDate.parse(resident.value().substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
        return new LinkPerson(db.dataSource(), InstantSource.system())
                .link(new Identification(
                        LISHUI,
                        List.of(new PatientNumber("urn:cloudfilm:hospital:lishui:patient", number)),
                        List.of(StrongNumber.of(resident)),
                        Traits.of(Set.of(number), Optional.of(born))))
                .person();
    }

    private static void film(StudyUid study, PersonId person) {
        sql.sql("""
                        with new_patient as (
                          insert into patient (hospital, patient_id, person_id) values ('lishui', :uid, :person)
                          returning id)
                        insert into study (uid, hospital, patient, attributes, received_at, updated_at)
                        select :uid, 'lishui', id, '{}', now(), now() from new_patient
                        """)
                .param("uid", study.value())
                .param("person", person == null ? null : person.value(), Types.OTHER)
                .update();
    }
}
