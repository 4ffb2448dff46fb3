package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.Registration;
import dev.wigwag.rollout.RequestToken;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class EnrolmentTest {
    private final TestEngine engine = new TestEngine();
    private final ObjectKey source = TestEngine.gitRepository("gitops");

    @BeforeEach
    void aSource() {
        engine.flux.add("gitops");
    }

    @Test
    void aNewPushIsStoredAndItsStatusLeftForLater() {
        Registration stored = enrol(engine, APush.of('a'));

        assertThat(stored).isInstanceOf(Registration.Created.class);
        assertThat(((Registration.Created) stored).rollout())
                .isEqualTo(engine.rollout("gitops", 'a'))
                .satisfies(rollout -> assertThat(rollout.version()).isNotNull())
                .satisfies(rollout -> assertThat(rollout.status()).isNull());
    }

    @Test
    void whatIsKnownOrOlderWritesNothing() {
        enrol(engine, APush.of('b').at(60));
        int writes = engine.mishaps.written().size();

        assertThat(enrol(engine, APush.of('b').at(60))).isInstanceOf(Registration.Known.class);
        assertThat(enrol(engine, APush.of('a').at(0))).isInstanceOf(Registration.Older.class);
        assertThat(engine.mishaps.written()).hasSize(writes);
    }

    @Test
    void takingUpMakesTheRolloutPendingAndIsDoneOnce() {
        Rollout stored = ((Registration.Created) enrol(engine, APush.of('a'))).rollout();

        engine.enrolment.takeUp(stored);
        engine.enrolment.takeUp(stored);

        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Pending);
        assertThat(engine.ledger.attempts()).hasSize(1);
    }

    @Test
    void whatAnotherWriterTookUpMeanwhileStays() {
        Rollout stored = ((Registration.Created) enrol(engine, APush.of('a'))).rollout();
        RolloutStatus progressed = new RolloutStatus(
                1, stored.spec().request(), "main@aaaaaaa", Phase.Progressing, "1/2", null, null, null, null, null);
        engine.ledger.plant(stored.withStatus(progressed));

        engine.enrolment.takeUp(stored);

        assertThat(engine.rollout("gitops", 'a').status()).isEqualTo(progressed);
        assertThat(conflicts(engine.metrics)).isEqualTo(1);
    }

    @Test
    void aRolloutThatIsGoneIsNotMadeAnew() {
        Rollout stored = ((Registration.Created) enrol(engine, APush.of('a'))).rollout();
        engine.ledger.remove(stored.key());

        engine.enrolment.takeUp(stored);

        assertThat(engine.ledger.rollouts()).isEmpty();
        assertThat(engine.ledger.attempts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "CONFLICT")
    void troubleThatIsNoConflictIsNotTriedAgain(Fault fault) {
        engine.mishaps.refuse("create rollout", fault);

        assertThatThrownBy(() -> enrol(engine, APush.of('a')))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(fault));
        assertThat(conflicts(engine.metrics)).isZero();
    }

    @Test
    void aConflictThatNeverEndsIsGivenUp() {
        engine.mishaps.refuse("create rollout", Fault.CONFLICT);

        assertThatThrownBy(() -> enrol(engine, APush.of('a')))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.CONFLICT));
        assertThat(conflicts(engine.metrics)).isEqualTo(5);
    }

    @Test
    void twoProcessesWithTheSamePushMakeOneRolloutAndOneAttempt() throws Exception {
        double conflicts = 0;
        for (int round = 0; round < 200 || conflicts == 0 && round < 20_000; round++) {
            TestEngine one = new TestEngine();
            one.flux.add("gitops");
            TestEngine other = one.restarted();
            APush push = APush.of('a').at(round);

            conflicts += atOnce(List.of(one, other), List.of(push, push));

            assertThat(one.ledger.rollouts()).hasSize(1);
            assertThat(one.ledger.attempts()).hasSize(1);
        }
        // If they had never met, this would have shown nothing.
        assertThat(conflicts).isPositive();
    }

    static List<Integer> seeds() {
        return IntStream.range(0, 30).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noUpdateIsLostHoweverManyProcessesWriteTheSameHistory(int seed) throws Exception {
        Random random = new Random(seed);
        TestEngine first = new TestEngine();
        first.flux.add("gitops");
        List<APush> history = new ArrayList<>();
        for (int turn = 0; turn < 6; turn++) {
            history.add(APush.of("abc".charAt(random.nextInt(3)))
                    .over((char) ('0' + turn))
                    .at(turn));
        }
        enrol(first, history.get(0));
        List<TestEngine> processes =
                IntStream.range(0, 3).mapToObj(i -> first.restarted()).toList();
        APush newest = history.get(history.size() - 1);
        List<APush> deliveries = List.of(newest, newest, history.get(history.size() - 2));

        atOnce(processes, deliveries);

        Rollout last = first.rollout("gitops", newest.commit().charAt(0));
        assertThat(last.spec().request())
                .isEqualTo(RequestToken.of(newest.push()).toString());
        assertThat(last.awaitsFold()).isFalse();
        assertThat(first.ledger.attempts()).doesNotHaveDuplicates();
        assertThat(first.ledger.attempts().stream().map(attempt -> attempt.substring(attempt.lastIndexOf(' '))))
                .doesNotHaveDuplicates();
    }

    /** Each process enters its push at the same moment; gives how many conflicts they met. */
    private static double atOnce(List<TestEngine> processes, List<APush> pushes) throws Exception {
        CyclicBarrier start = new CyclicBarrier(processes.size());
        List<FutureTask<Void>> work = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            TestEngine process = processes.get(i);
            APush push = pushes.get(i);
            work.add(Threads.start(() -> {
                start.await(20, TimeUnit.SECONDS);
                Registration entered = enrol(process, push);
                if (entered instanceof Registration.Created created) {
                    process.enrolment.takeUp(created.rollout());
                } else if (entered instanceof Registration.Again again) {
                    process.enrolment.takeUp(again.rollout());
                } else if (entered instanceof Registration.Known known) {
                    process.enrolment.takeUp(known.rollout());
                }
                return null;
            }));
        }
        double conflicts = 0;
        for (FutureTask<Void> one : work) {
            one.get();
        }
        for (TestEngine process : processes) {
            conflicts += conflicts(process.metrics);
        }
        return conflicts;
    }

    private static Registration enrol(TestEngine process, APush push) {
        Push signal = push.push();
        ObjectKey key = TestEngine.gitRepository("gitops");
        return process.enrolment.enrol(signal, process.flux.read(key, signal).orElseThrow());
    }

    private static double conflicts(SimpleMeterRegistry metrics) {
        return metrics.counter("wigwag.ledger.conflicts").count();
    }
}
