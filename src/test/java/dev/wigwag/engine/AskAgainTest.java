package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.RequestToken;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutStatus;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AskAgainTest {
    private static final APush PUSH = APush.of('a').at(0);
    private static final String FIRST = RequestToken.of(PUSH.push()).toString();

    private final TestEngine engine = new TestEngine();
    private MemoryFlux.Source source;

    @BeforeEach
    void aPushThatWasHeard() {
        source = engine.flux.add("gitops");
        engine.hear(PUSH);
    }

    @Test
    void aRequestThatIsBeingHandledIsLeftItsTime() {
        assertThat(engine.asksAgain("gitops")).isFalse();
        engine.clock.pass(AskAgain.PATIENCE.minusSeconds(2));
        assertThat(engine.asksAgain("gitops")).isFalse();
        assertThat(source.requestedAt).isEqualTo(FIRST);
    }

    @Test
    void aRequestThatNobodyHandledIsMadeAgainAfterAWhile() {
        engine.clock.pass(AskAgain.PATIENCE);

        assertThat(engine.asksAgain("gitops")).isTrue();
        assertThat(source.requestedAt).isEqualTo(FIRST + "-2");
        assertThat(engine.rollout("gitops", 'a').attempt()).isEqualTo(1);
    }

    @Test
    void aFetchThatCameTooEarlyIsRepeatedAtOnce() {
        source.handledAt = FIRST;

        assertThat(engine.asksAgain("gitops")).isTrue();
        assertThat(source.requestedAt).isEqualTo(FIRST + "-2");
    }

    @Test
    void aSourceThatFailsAtOnceEveryTimeIsNotAskedInAHurry() {
        int asked = 0;
        for (int hint = 0; hint < 100; hint++) {
            source.handledAt = source.requestedAt;
            asked += engine.asksAgain("gitops") ? 1 : 0;
        }
        assertThat(asked).isEqualTo(1);

        engine.clock.pass(AskAgain.PATIENCE.multipliedBy(2));
        assertThat(engine.asksAgain("gitops")).isTrue();
        source.handledAt = source.requestedAt;
        assertThat(engine.asksAgain("gitops")).isFalse();
        assertThat(source.requestedAt).isEqualTo(FIRST + "-3");
    }

    @Test
    void itIsAskedUpToTheLimitAndNotForEver() {
        int asked = 0;
        for (int minute = 0; minute < 100; minute++) {
            engine.clock.pass(Duration.ofMinutes(1));
            asked += engine.asksAgain("gitops") ? 1 : 0;
            source.handledAt = source.requestedAt;
        }
        assertThat(asked).isEqualTo(AskAgain.TURNS - 1);
        assertThat(source.requestedAt).isEqualTo(FIRST + "-" + AskAgain.TURNS);
    }

    @Test
    void aSourceThatHasTheRevisionIsNotAsked() {
        source.isAt(APush.sha('a'));
        engine.clock.pass(Duration.ofHours(1));

        assertThat(engine.asksAgain("gitops")).isFalse();
        assertThat(source.requestedAt).isEqualTo(FIRST);
    }

    @Test
    void aRolloutThatDiedBeforeFluxWasAskedIsAskedForAtOnceAndTakenUp() {
        TestEngine dead = new TestEngine();
        MemoryFlux.Source waiting = dead.flux.add("gitops");
        dead.mishaps.dieAtWrite(1, true);
        assertThatThrownBy(() -> dead.hear(PUSH)).isInstanceOf(Mishaps.Death.class);
        TestEngine next = dead.restarted();

        assertThat(next.asksAgain("gitops")).isTrue();
        assertThat(waiting.requestedAt).isEqualTo(FIRST);
        assertThat(next.rollout("gitops", 'a').awaitsFold()).isFalse();
    }

    @Test
    void aRolloutThatDiedAndWhoseRevisionCameByItselfIsOnlyTakenUp() {
        TestEngine dead = new TestEngine();
        dead.flux.add("gitops").isAt(APush.sha('a'));
        dead.mishaps.dieAtWrite(1, true);
        assertThatThrownBy(() -> dead.hear(PUSH)).isInstanceOf(Mishaps.Death.class);
        TestEngine next = dead.restarted();

        assertThat(next.asksAgain("gitops")).isFalse();
        assertThat(next.flux.asked()).isEmpty();
        assertThat(next.rollout("gitops", 'a').awaitsFold()).isFalse();
    }

    @Test
    void onlyTheNewestPushIsAskedFor() {
        APush later = APush.of('b').over('a').at(60);
        engine.hear(later);
        String second = RequestToken.of(later.push()).toString();
        engine.clock.pass(Duration.ofHours(1));

        assertThat(engine.asksAgain("gitops")).isTrue();
        assertThat(source.requestedAt).isEqualTo(second + "-2");
    }

    @Test
    void whatALaterPushHasOvertakenIsNotAskedForOnceThatOneIsThere() {
        engine.hear(APush.of('b').over('a').at(60));
        source.isAt(APush.sha('b'));
        engine.clock.pass(Duration.ofHours(1));
        int writes = engine.mishaps.written().size();

        assertThat(engine.asksAgain("gitops")).isFalse();
        assertThat(engine.mishaps.written()).hasSize(writes);
    }

    @Test
    void aRequestOfSomebodyElseDoesNotResetOrBlockOurs() {
        source.requestedAt = "2026-08-12T09:40:58.123456789Z";
        source.handledAt = "2026-08-12T09:40:58.123456789Z";

        assertThat(engine.asksAgain("gitops")).isTrue();
        assertThat(source.requestedAt).isEqualTo(FIRST + "-2");
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, mode = EnumSource.Mode.EXCLUDE, names = "Pending")
    void whatIsNoLongerPendingIsNotAskedFor(Phase phase) {
        Rollout rollout = engine.rollout("gitops", 'a');
        engine.ledger.plant(rollout.withStatus(
                new RolloutStatus(1, FIRST, "main@aaaaaaa", phase, "so it is", null, null, null, null, null)));
        engine.clock.pass(Duration.ofHours(1));

        assertThat(engine.asksAgain("gitops")).isFalse();
    }

    @Test
    void aRevisionThatWasPushedAgainIsAskedForThoughItsAttemptBeforeIsDone() {
        Rollout rollout = engine.rollout("gitops", 'a');
        engine.ledger.plant(rollout.withStatus(new RolloutStatus(
                1, FIRST, "main@aaaaaaa", Phase.Succeeded, "1/1 ready", null, null, null, null, null)));
        engine.mishaps.refuse("ask", Fault.DOWN);
        engine.hear(PUSH.at(60));
        engine.mishaps.recover();

        assertThat(engine.asksAgain("gitops")).isTrue();
        assertThat(source.requestedAt)
                .isEqualTo(RequestToken.of(PUSH.at(60).push()).toString());
        assertThat(engine.rollout("gitops", 'a').attempt()).isEqualTo(2);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Pending);
    }

    @Test
    void aSuspendedSourceIsNotAsked() {
        source.suspended = true;
        engine.clock.pass(Duration.ofHours(1));

        assertThat(engine.asksAgain("gitops")).isFalse();
    }

    @Test
    void aSourceThatIsGoneIsNotAsked() {
        engine.flux.remove("gitops");
        engine.clock.pass(Duration.ofHours(1));

        assertThat(engine.asksAgain("gitops")).isFalse();
    }

    @Test
    void aSourceWithoutRolloutsIsNotEvenRead() {
        engine.mishaps.refuse("get GitRepository", Fault.DOWN);

        assertThat(engine.asksAgain("unknown")).isFalse();
    }

    @Test
    void aPushWithoutATimeIsAskedForOnceMoreWhenTheFetchCameTooEarly() {
        TestEngine timeless = new TestEngine();
        MemoryFlux.Source waiting = timeless.flux.add("gitops");
        timeless.hear(APush.of('a').at(null));

        assertThat(timeless.asksAgain("gitops")).isFalse();
        waiting.handledAt = waiting.requestedAt;
        assertThat(timeless.asksAgain("gitops")).isTrue();
        waiting.handledAt = waiting.requestedAt;
        assertThat(timeless.asksAgain("gitops")).isFalse();
        assertThat(waiting.requestedAt).endsWith("-2");
    }

    @Test
    void aClusterThatDoesNotAnswerIsSaid() {
        engine.clock.pass(Duration.ofHours(1));
        engine.mishaps.refuse("ask", Fault.DOWN);

        assertThatThrownBy(() -> engine.asksAgain("gitops"))
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        trouble -> assertThat(trouble.fault()).isEqualTo(Fault.DOWN));
    }
}
