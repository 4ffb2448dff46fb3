package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntakeTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Held<Void, String> held = new Held<>(nothing -> "done");
    private Intake intake;

    @AfterEach
    void letEverybodyGo() {
        held.letGo();
        intake.drain();
    }

    @Test
    void givesWhatTheWorkGives() {
        intake = intake(LONG, 1, 1);

        assertThat(intake.inTime(() -> "done")).isEqualTo("done");
        assertThat(intake.<String>inTime(() -> null)).isNull();
    }

    @Test
    void exceptionsOfTheWorkPassAsTheyAre() {
        intake = intake(LONG, 1, 1);
        ClusterException trouble = new ClusterException(ClusterException.Fault.DOWN, "down", null);
        CancellationException cancelled = new CancellationException("cancelled by the work itself");

        assertThatThrownBy(() -> intake.inTime(() -> {
                    throw trouble;
                }))
                .isSameAs(trouble);
        assertThatThrownBy(() -> intake.inTime(() -> {
                    throw cancelled;
                }))
                .isSameAs(cancelled);
    }

    @Test
    void anErrorOrCheckedExceptionOfTheWorkIsNoAnswerButDoesNotKillTheWorker() {
        intake = intake(LONG, 1, 1);

        assertThatThrownBy(() -> intake.inTime(() -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> intake.inTime(() -> {
                    throw new IOException("disk");
                }))
                .hasRootCauseMessage("disk");
        assertThat(intake.inTime(() -> "done")).isEqualTo("done");
    }

    @Test
    void whatFindsTheQueueFullIsRefusedAtOnceAndNeverDone() throws Exception {
        intake = intake(LONG, 1, 1);
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<String> working = Threads.start(() -> intake.inTime(() -> held.apply(null)));
        held.awaitBegin();
        FutureTask<String> queued = Threads.startAndSeeItWait(() -> intake.inTime(() -> "queued"));
        assertThat(gauge("wigwag.intake.queue")).isEqualTo(1);
        assertThat(gauge("wigwag.intake.active")).isEqualTo(1);

        assertThatThrownBy(() -> intake.inTime(() -> done.getAndSet(true)))
                .isInstanceOf(Intake.Overloaded.class)
                .hasMessageContaining("wigwag.intake.queue")
                .hasMessageContaining("send it again");

        held.letGo();
        assertThat(working.get()).isEqualTo("done");
        assertThat(queued.get()).isEqualTo("queued");
        assertThat(done).isFalse();
    }

    @Test
    void workThatHasBegunAndIsTooSlowIsRefusedButComesToItsEnd() {
        intake = intake(SHORT, 1, 1);
        AtomicBoolean ended = new AtomicBoolean();

        assertThatThrownBy(() -> intake.inTime(() -> {
                    held.apply(null);
                    ended.set(!Thread.currentThread().isInterrupted());
                    return null;
                }))
                .isInstanceOf(Intake.Overloaded.class)
                .hasMessageContaining("not stored within");

        held.letGo();
        await().atMost(LONG).untilTrue(ended);
    }

    @Test
    void workThatNobodyWaitsForAnyMoreIsNeverBegunAndLeavesItsPlaceToOthers() throws Exception {
        intake = intake(SHORT, 1, 1);
        AtomicBoolean begun = new AtomicBoolean();
        Threads.start(() -> intake.inTime(() -> held.apply(null)));
        held.awaitBegin();

        for (int turn = 0; turn < 3; turn++) {
            assertThatThrownBy(() -> intake.inTime(() -> begun.getAndSet(true)))
                    .hasMessageContaining("not stored within");
            assertThat(gauge("wigwag.intake.queue")).isZero();
        }

        held.letGo();
        await().atMost(LONG).until(() -> gauge("wigwag.intake.active") == 0);
        assertThat(begun).isFalse();
    }

    @Test
    void aCallerThatIsInterruptedIsToldAndStaysInterrupted() throws Exception {
        intake = intake(LONG, 1, 1);
        FutureTask<Boolean> caller = Threads.start(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> intake.inTime(() -> held.apply(null)))
                    .isInstanceOf(Intake.Overloaded.class)
                    .hasMessageContaining("stopping");
            return Thread.interrupted();
        });

        assertThat(caller.get()).isTrue();
    }

    @Test
    void drainingLetsWhatHasBegunEndAndTakesNothingNew() throws Exception {
        intake = intake(LONG, 1, 1);
        FutureTask<String> working = Threads.start(() -> intake.inTime(() -> held.apply(null)));
        held.awaitBegin();
        FutureTask<Void> draining = Threads.startAndSeeItWait(() -> {
            intake.drain();
            return null;
        });

        assertThatThrownBy(() -> intake.inTime(() -> "late"))
                .isInstanceOf(Intake.Overloaded.class)
                .hasMessageContaining("stopping");
        held.letGo();
        draining.get();
        assertThat(working.get()).isEqualTo("done");
    }

    private Intake intake(Duration patience, int workers, int queue) {
        return new Intake(TestConfig.intake(patience, workers, queue), metrics);
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }
}
