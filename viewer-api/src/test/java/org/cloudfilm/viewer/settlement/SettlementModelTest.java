package org.cloudfilm.viewer.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.cloudfilm.storage.testing.TestDatabase;

/**
 * Random histories of orders, arrivals, recognitions, settlements and payments, with answers, events and processes lost
 * on the way, on a real PostgreSQL: the books balance after every step, and in the end every performed exam is charged
 * exactly once and nothing is paid twice.
 */
class SettlementModelTest {

    private static final AtomicInteger WORLDS = new AtomicInteger();
    private static TestDatabase database;

    @BeforeContainer
    static void start() {
        database = TestDatabase.create();
    }

    @AfterContainer
    static void stop() {
        database.close();
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void anyHistory_endsWithEachExamChargedOnceAndNothingPaidTwice(@ForAll("histories") List<Step> history) {
        play(history, world -> {}, played -> {});
    }

    /** The model sees an insurer that pays as often as it is called. */
    @Example
    void insurerThatForgetsWhatItPaid_isFoundOut() {
        assertThat(isFound("insurer pays", world -> world.insurance.forget(), played -> {})).isTrue();
    }

    /** The model sees an arrival that nobody was told of. */
    @Example
    void arrivalThatIsLost_isFoundOut() {
        assertThat(isFound("a performed exam is charged exactly once", world -> {}, History::loseArrivals)).isTrue();
    }

    /** Whether one of a hundred histories shows a fault in these words; others may show it in another way. */
    private boolean isFound(String words, Consumer<World> fault, Consumer<History> fate) {
        return histories().sampleStream().limit(100)
                .map(history -> {
                    try {
                        play(history, fault, fate);
                        return "";
                    } catch (AssertionError e) {
                        return e.getMessage();
                    }
                })
                .anyMatch(message -> message.contains(words));
    }

    private static void play(List<Step> history, Consumer<World> fault, Consumer<History> fate) {
        World world = new World(database.dataSource(), "w" + WORLDS.incrementAndGet());
        fault.accept(world);
        History played = new History(world);
        fate.accept(played);
        played.play(history);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Step.Kind> kinds = Arbitraries.frequency(
                Tuple.of(2, Step.Kind.ORDER),
                Tuple.of(2, Step.Kind.REVOKE_ORDER),
                Tuple.of(6, Step.Kind.ARRIVE),
                Tuple.of(1, Step.Kind.ARRIVE_BEFORE_ITS_ORDER),
                Tuple.of(1, Step.Kind.LINK),
                Tuple.of(3, Step.Kind.RECOGNISE),
                Tuple.of(2, Step.Kind.REVOKE_RECOGNITION),
                Tuple.of(4, Step.Kind.DELIVER),
                Tuple.of(7, Step.Kind.DELIVER_ALL),
                Tuple.of(7, Step.Kind.SETTLE),
                Tuple.of(4, Step.Kind.PAY_BEFORE_PERFORMED),
                Tuple.of(6, Step.Kind.PATIENT_PAYS),
                Tuple.of(2, Step.Kind.CALL_BACK),
                Tuple.of(2, Step.Kind.CANCEL),
                Tuple.of(2, Step.Kind.TIME_PASSES),
                Tuple.of(6, Step.Kind.TROUBLE));
        Arbitrary<Integer> anything = Arbitraries.integers().between(0, 4095).withDistribution(RandomDistribution.uniform());
        return Combinators.combine(kinds, anything, anything)
                .as(Step::new)
                .list().ofMinSize(15).ofMaxSize(45).withSizeDistribution(RandomDistribution.uniform());
    }
}
