package org.cloudfilm.storage.consent.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cloudfilm.storage.consent.book.TwoHospitals.CHEN;
import static org.cloudfilm.storage.consent.book.TwoHospitals.WANG;
import static org.cloudfilm.storage.consent.book.TwoHospitals.ZHANG_IN_LISHUI;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cloudfilm.storage.consent.Requester;
import org.cloudfilm.storage.consent.book.ConsentOutcome.Done;
import org.cloudfilm.storage.consent.book.ConsentOutcome.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 张三 is brought in unconscious. */
class BreakGlassTest {

    private static final Requester.Administrator ADMIN = new Requester.Administrator("admin");
    private static final String REASON = "昏迷，需要既往影像";

    @TempDir
    Path directory;

    private TwoHospitals hospitals;
    private BreakGlass glass;

    @BeforeEach
    void open() throws Exception {
        hospitals = new TwoHospitals(directory);
        glass = hospitals.glass();
    }

    @AfterEach
    void close() {
        hospitals.close();
    }

    @Test
    void breakGlass_lastsFourHours_thePatientIsToldAndItIsWrittenDown() {
        BrokenGlass broken = done(breakIt());

        assertThat(Duration.between(broken.at(), broken.until())).isEqualTo(Duration.ofHours(4));
        assertThat(hospitals.told()).containsExactly("GLASS_BROKEN");
        assertThat(hospitals.trail).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("break-glass");
            assertThat(entry.object()).isEqualTo("Person/" + hospitals.zhang());
            assertThat(entry.reason()).doesNotContain("昏迷");
        });
        assertThat(hospitals.asking().standing(WANG, ZHANG_IN_LISHUI).kind()).isEqualTo(AskConsent.Kind.BROKEN_GLASS);

        hospitals.later(Duration.ofHours(4));
        assertThat(hospitals.asking().standing(WANG, ZHANG_IN_LISHUI).kind()).isEqualTo(AskConsent.Kind.NONE);
        assertThat(done(breakIt()).id()).isNotEqualTo(broken.id());
    }

    @Test
    void breakGlass_manyAtOnce_isOneAndOneNotice() throws Exception {
        List<UUID> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            List<Callable<UUID>> taps = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                taps.add(() -> done(breakIt()).id());
            }
            for (Future<UUID> tap : threads.invokeAll(taps)) {
                ids.add(tap.get());
            }
        }

        assertThat(ids).containsOnly(ids.getFirst());
        assertThat(hospitals.told()).hasSize(1);
    }

    @Test
    void breakGlass_ofAnotherHospitalsPatient_isRefused() {
        assertThat(glass.breakGlass(CHEN, "陈医生", ZHANG_IN_LISHUI, REASON))
                .isEqualTo(new Refused<>(ConsentRefusal.NO_SUCH_PATIENT));
        assertThat(hospitals.count("break_glass")).isZero();
    }

    @Test
    void review_unjustified_endsItThereAndThen_andHappensOnce() {
        BrokenGlass broken = done(breakIt());
        hospitals.later(Duration.ofHours(1));
        assertThat(glass.list(ADMIN, BrokenGlass.State.OPEN)).extracting(BrokenGlass::reason).containsExactly(REASON);

        BrokenGlass judged = done(glass.review(ADMIN, broken.id(), BrokenGlass.State.UNJUSTIFIED, "no emergency"));

        assertThat(judged.until()).isEqualTo(hospitals.now());
        assertThat(hospitals.asking().standing(WANG, ZHANG_IN_LISHUI).kind()).isEqualTo(AskConsent.Kind.NONE);
        assertThat(glass.list(ADMIN, BrokenGlass.State.OPEN)).isEmpty();
        assertThat(glass.review(ADMIN, broken.id(), BrokenGlass.State.JUSTIFIED, ""))
                .isEqualTo(new Refused<>(ConsentRefusal.NO_SUCH_GLASS));
    }

    @Test
    void review_justified_itGoesOnToItsEnd() {
        BrokenGlass broken = done(breakIt());

        BrokenGlass judged = done(glass.review(ADMIN, broken.id(), BrokenGlass.State.JUSTIFIED, "resuscitation"));

        assertThat(judged.until()).isEqualTo(broken.until());
        assertThat(judged.review()).hasValueSatisfying(review -> assertThat(review.by()).isEqualTo("admin"));
    }

    private ConsentOutcome<BrokenGlass> breakIt() {
        return glass.breakGlass(WANG, "王医生", ZHANG_IN_LISHUI, REASON);
    }

    private static <T> T done(ConsentOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done<T>) outcome).value();
    }
}
