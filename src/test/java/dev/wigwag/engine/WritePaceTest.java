package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RolloutKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WritePaceTest {
    private static final ObjectKey SOURCE = TestEngine.gitRepository("gitops");
    private static final ObjectKey OTHER = TestEngine.gitRepository("other");
    private static final RolloutKey ROLLOUT = new RolloutKey("flux-system", "gitops-1");
    private static final RolloutKey LATER = new RolloutKey("flux-system", "gitops-2");

    private final TestEngine.MovableClock clock = new TestEngine.MovableClock(APush.NOON);
    private final List<Duration> waits = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final WritePace pace = new WritePace(
            clock,
            time -> {
                waits.add(time);
                meanwhile.run();
            },
            1);

    @Test
    void theFirstWriteWaitsForNothing() {
        assertThat(pace.waitFor(SOURCE, List.of(ROLLOUT))).isFalse();
        assertThat(pace.waitFor(SOURCE, List.of())).isFalse();
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,1000", "1,999", "400,600", "999,1", "1000,0", "60000,0"})
    void theNextWaitsForTheRestOfASecond(long passed, long rest) {
        pace.wrote(ROLLOUT);
        clock.pass(Duration.ofMillis(passed));

        assertThat(pace.waitFor(SOURCE, List.of(ROLLOUT))).isEqualTo(rest > 0);
        assertThat(waits).isEqualTo(rest > 0 ? List.of(Duration.ofMillis(rest)) : List.of());
    }

    @Test
    void theLatestOfSeveralCounts() {
        pace.wrote(ROLLOUT);
        clock.pass(Duration.ofMillis(500));
        pace.wrote(LATER);
        clock.pass(Duration.ofMillis(100));

        pace.waitFor(SOURCE, List.of(ROLLOUT, LATER));

        assertThat(waits).containsExactly(Duration.ofMillis(900));
    }

    @Test
    void aClockThatWasSetBackMakesNobodyWaitLonger() {
        pace.wrote(ROLLOUT);
        clock.pass(Duration.ofHours(-1));

        pace.waitFor(SOURCE, List.of(ROLLOUT));

        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void itIsSaidWhoseTurnIsStillToBeReadAndOnlyWhileItWaits() {
        List<Boolean> seen = new ArrayList<>();
        meanwhile = () -> seen.addAll(List.of(pace.isWaitedFor(SOURCE), pace.isWaitedFor(OTHER)));
        pace.wrote(ROLLOUT);

        assertThat(pace.isWaitedFor(SOURCE)).isFalse();
        pace.waitFor(SOURCE, List.of(ROLLOUT));

        assertThat(seen).containsExactly(true, false);
        assertThat(pace.isWaitedFor(SOURCE)).isFalse();
    }

    @Test
    void aWaitThatBreaksOffIsNotWaitedForAnyMore() {
        meanwhile = () -> {
            throw new IllegalStateException("stopping");
        };
        pace.wrote(ROLLOUT);

        assertThatThrownBy(() -> pace.waitFor(SOURCE, List.of(ROLLOUT))).hasMessage("stopping");
        assertThat(pace.isWaitedFor(SOURCE)).isFalse();
    }

    @Test
    void beyondTheMostThatMayWaitNobodyDoes() {
        List<Boolean> waited = new ArrayList<>();
        meanwhile = () -> waited.add(pace.waitFor(OTHER, List.of(LATER)));
        pace.wrote(ROLLOUT);
        pace.wrote(LATER);

        assertThat(pace.waitFor(SOURCE, List.of(ROLLOUT))).isTrue();
        assertThat(waited).containsExactly(false);
        meanwhile = () -> {};
        assertThat(pace.waitFor(OTHER, List.of(LATER)))
                .as("there is room again")
                .isTrue();
    }

    @Test
    void ofManyWritesTheOldestAreForgotten() {
        for (int i = 0; i < WritePace.LIMIT; i++) {
            pace.wrote(new RolloutKey("flux-system", "many-" + i));
        }
        pace.wrote(ROLLOUT);

        assertThat(pace.waitFor(SOURCE, List.of(new RolloutKey("flux-system", "many-0"))))
                .isFalse();
        assertThat(pace.waitFor(SOURCE, List.of(new RolloutKey("flux-system", "many-1"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "8,4"})
    void halfOfTheWorkersMayWaitButOneInAnyCase(int workers, int most) {
        List<Boolean> waited = new ArrayList<>();
        AtomicInteger sources = new AtomicInteger();
        WritePace[] own = new WritePace[1];
        own[0] = new WritePace(
                clock,
                time -> waited.add(
                        own[0].waitFor(TestEngine.gitRepository("s" + sources.incrementAndGet()), List.of(ROLLOUT))),
                TestConfig.intake(Duration.ofSeconds(6), workers, 1));
        own[0].wrote(ROLLOUT);

        waited.add(own[0].waitFor(TestEngine.gitRepository("first"), List.of(ROLLOUT)));

        assertThat(waited).hasSize(most + 1).containsOnlyOnce(false);
    }

    @Test
    void theProcessOwnPauseEndsAtOnceForAThreadThatIsInterruptedAndLeavesItSo() {
        Thread.currentThread().interrupt();

        new SystemClock().pause().of(Duration.ofHours(1));

        assertThat(Thread.interrupted()).isTrue();
    }
}
