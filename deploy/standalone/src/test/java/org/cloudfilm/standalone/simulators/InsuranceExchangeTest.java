package org.cloudfilm.standalone.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cloudfilm.viewer.settlement.Fen;
import org.cloudfilm.viewer.settlement.Insurance;
import org.cloudfilm.viewer.settlement.Insurance.Asked;
import org.cloudfilm.viewer.settlement.Insurance.Claim;
import org.cloudfilm.viewer.settlement.Insurance.Line;
import org.cloudfilm.viewer.settlement.Insurance.Settled;
import org.cloudfilm.viewer.settlement.Outcome;
import org.cloudfilm.viewer.settlement.insurance.InsuranceSettings;
import org.cloudfilm.viewer.settlement.insurance.NationalInsurance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settling visits with the insurance's process, which loses answers and is killed. */
class InsuranceExchangeTest {

    private static final String ZHANG = "34052419800101001X";
    private static final Fen TOTAL = Fen.of(240_00);
    private static final org.cloudfilm.viewer.settlement.Split SPLIT = new org.cloudfilm.viewer.settlement.Split(
            Fen.of(151_20), Fen.of(64_80), Fen.ZERO, Fen.of(24_00));

    @TempDir
    static Path directory;

    static RunningSimulators simulators;
    static NationalInsurance insurance;

    @BeforeAll
    static void start() throws Exception {
        simulators = RunningSimulators.start(directory);
        insurance = insurance(Simulators.DEMO_SECRET, Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() throws Exception {
        insurance.close();
        simulators.close();
    }

    @Test
    void visit_isPreSettledTwice_settledOnce_andCancelled() {
        String visit = visit();
        Claim before = claim(number(), visit, ZHANG);
        Claim claim = claim(number(), visit, ZHANG);

        Outcome<org.cloudfilm.viewer.settlement.Split> preSettled = insurance.preSettle(before);
        assertThat(preSettled).isInstanceOf(Outcome.Done.class);
        assertThat(insurance.preSettle(before)).as("once more").isEqualTo(preSettled);
        Settled settled = done(insurance.settle(claim));
        assertThat(settled.split().total()).isEqualTo(TOTAL);
        assertThat(insurance.ask(claim.call())).isEqualTo(new Asked.Paid(settled));

        String cancel = number();
        assertThat(insurance.ask(cancel)).isEqualTo(new Asked.NotDone());
        assertThat(insurance.cancel(cancel, visit, settled.insuranceId())).isEqualTo(Outcome.done());
        assertThat(insurance.ask(cancel)).isEqualTo(new Asked.Cancelled());
        assertThat(insurance.cancel(number(), visit, settled.insuranceId())).as("no second refund").isEqualTo(Outcome.done());
    }

    @Test
    void settledAgainAfterItWasCancelled_isAnotherSettlement() {
        String visit = visit();
        Settled first = done(insurance.settle(claim(number(), visit, ZHANG)));
        insurance.cancel(number(), visit, first.insuranceId());

        Settled second = done(insurance.settle(claim(number(), visit, ZHANG)));

        assertThat(second.insuranceId()).isNotEqualTo(first.insuranceId());
        insurance.cancel(number(), visit, second.insuranceId());
    }

    @Test
    void answerToSettlingIsLost_isAskedFor_andNotPaidTwice() throws Exception {
        Claim claim = claim(number(), visit(), ZHANG);
        simulators.fault("insurance", "2207", "lose");

        assertThat(insurance.settle(claim)).isEqualTo(new Outcome.Unknown<>());

        Asked.Paid paid = (Asked.Paid) insurance.ask(claim.call());
        assertThat(insurance.settle(claim)).as("the same call once more").isEqualTo(new Outcome.Unknown<>());
        assertThat(insurance.ask(claim.call())).isEqualTo(paid);
        assertThat(movements().stream().filter(one -> one.call().equals(claim.call()))).hasSize(1);
    }

    @Test
    void everyAnswerOnTheWayIsLost_tryingAgainGetsThere() throws Exception {
        Claim claim = claim(number(), visit(), ZHANG);
        for (String call : List.of("1101", "5201", "2201", "2203", "2205", "2204")) {
            simulators.fault("insurance", call, "lose");
            assertThat(insurance.settle(claim)).as(call).isEqualTo(new Outcome.Unknown<>());
            assertThat(insurance.ask(claim.call())).as(call).isEqualTo(new Asked.NotDone());
        }

        assertThat(insurance.settle(claim)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void slowAnswer_isNotWaitedFor() throws Exception {
        Claim claim = claim(number(), visit(), ZHANG);
        simulators.fault("{\"target\":\"insurance\",\"call\":\"2207\",\"kind\":\"slow\",\"millis\":20000}");
        try (NationalInsurance hasty = insurance(Simulators.DEMO_SECRET, Duration.ofSeconds(2))) {
            assertThat(hasty.settle(claim)).isEqualTo(new Outcome.Unknown<>());
        }
        assertThat(insurance.ask(claim.call())).isInstanceOf(Asked.Paid.class);
    }

    @Test
    void messageThatTheNetworkRepeats_settlesOnce() throws Exception {
        Claim claim = claim(number(), visit(), ZHANG);
        simulators.fault("insurance", "2207", "twice");

        assertThat(insurance.settle(claim)).isInstanceOf(Outcome.Done.class);

        assertThat(movements().stream().filter(one -> one.call().equals(claim.call()))).hasSize(1);
    }

    @Test
    void reversedCall_countsAsNeverMade_andCannotComeLater() throws Exception {
        Claim claim = claim(number(), visit(), ZHANG);
        simulators.fault("insurance", "2207", "lose");
        insurance.settle(claim);

        assertThat(insurance.reverse(claim.call())).isEqualTo(Outcome.done());

        assertThat(insurance.ask(claim.call())).isEqualTo(new Asked.Reversed());
        assertThat(movements().stream().filter(one -> one.call().equals(claim.call()))).isEmpty();
        Claim never = claim(number(), visit(), ZHANG);
        insurance.reverse(never.call());
        assertThat(insurance.settle(never)).isEqualTo(new Outcome.Unknown<>());
        assertThat(insurance.ask(never.call())).isEqualTo(new Asked.Reversed());
    }

    @Test
    void insuranceIsKilled_whatItPaidIsStillPaid() throws Exception {
        Claim claim = claim(number(), visit(), ZHANG);
        Settled settled = done(insurance.settle(claim));

        simulators.kill();
        assertThat(insurance.ask(claim.call())).isEqualTo(new Asked.Unknown());
        assertThat(insurance.settle(claim(number(), visit(), ZHANG))).isEqualTo(new Outcome.Unknown<>());
        simulators.start();

        assertThat(insurance.ask(claim.call())).isEqualTo(new Asked.Paid(settled));
    }

    @Test
    void nobodyInsured_foreignSecret_wrongTotal_areRefused() throws Exception {
        assertThat(insurance.preSettle(claim(number(), visit(), "34052419800101001Y")))
                .isEqualTo(new Outcome.Refused<>(Insurance.NOT_INSURED));
        assertThat(insurance.preSettle(claim(number(), visit(), ""))).isEqualTo(new Outcome.Refused<>(Insurance.NOT_INSURED));
        try (NationalInsurance stranger = insurance("somebody else's", Duration.ofSeconds(5))) {
            assertThat(stranger.preSettle(claim(number(), visit(), ZHANG))).isEqualTo(new Outcome.Refused<>("E0003"));
        }
        Claim wrong = new Claim(number(), visit(), "lishui", ZHANG, lines(), Fen.of(1), null);
        assertThat(insurance.settle(wrong)).isEqualTo(new Outcome.Refused<>("E2072"));
        assertThat(insurance.cancel(number(), visit(), "S999999")).isEqualTo(new Outcome.Refused<>("E2081"));
    }

    @Test
    void callThatFails_isRefused_andNothingIsDone() throws Exception {
        Claim claim = claim(number(), visit(), ZHANG);
        simulators.fault("insurance", "2207", "fail");

        assertThat(insurance.settle(claim)).isEqualTo(new Outcome.Refused<>("E0001"));
        assertThat(insurance.ask(claim.call())).isEqualTo(new Asked.NotDone());
    }

    @Test
    void statementOfTheDay_hasSettlementsAndWhatWasTakenBack() {
        String visit = visit();
        Claim claim = claim(number(), visit, "110101199003070038");
        Settled settled = done(insurance.settle(claim));
        insurance.cancel(number(), visit, settled.insuranceId());

        assertThat(movements().stream().filter(one -> one.call().equals(claim.call()))).containsExactly(
                new Insurance.Movement(claim.call(), settled.insuranceId(), SPLIT, false),
                new Insurance.Movement(claim.call(), settled.insuranceId(), SPLIT, true));
    }

    private static List<Insurance.Movement> movements() {
        return done(insurance.statement(LocalDate.now(ZoneId.of("Asia/Shanghai"))));
    }

    private static NationalInsurance insurance(String secret, Duration timeout) {
        return new NationalInsurance(
                new InsuranceSettings(
                        simulators.url().resolve("/insurance"), secret, Map.of("lishui", "H33110000001"),
                        Duration.ofSeconds(2), timeout),
                InstantSource.system());
    }

    private static Claim claim(String call, String visit, String insured) {
        return new Claim(call, visit, "lishui", insured, lines(), TOTAL, null);
    }

    private static List<Line> lines() {
        return List.of(
                new Line("chest", "CT-CHEST", "胸部CT平扫", Fen.of(200_00)), new Line("dose", "CT-DOSE", "低剂量", Fen.of(40_00)));
    }

    private static String visit() {
        return "lishui:" + UUID.randomUUID();
    }

    private static String number() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 30);
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }
}
