package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process without queues and workers of its own, as at scale to zero, makes of many hints at one rollout. */
@Timeout(60)
class PacedFollowingTest {
    private static final ObjectKey GITOPS = TestEngine.gitRepository("gitops");
    private static final Duration TURN = Duration.ofMillis(10);
    private static final int MEMBERS = 1_000;

    private final TestEngine engine = new TestEngine();
    private final MemoryFlux.Source source = engine.flux.add("gitops");
    private final List<Instant> writes = new ArrayList<>();
    private int turned;
    private long writtenBefore;

    @BeforeEach
    void aRolloutUnderWay() {
        engine.hear(APush.of('a'));
        source.isAt(APush.sha('a'));
        for (int i = 0; i < MEMBERS; i++) {
            source.members.add(AMember.kustomization("apps-" + i).live());
        }
        engine.hearHint.hear(new ObjectChanged(GITOPS));
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Progressing);
        writtenBefore = statusWrites();
    }

    @Test
    void aThousandTurnsWithAHintEachCostAWriteASecondAndTheLastStateIsWritten() {
        Instant begun = engine.clock.instant();
        engine.pause = time -> {
            Instant until = engine.clock.instant().plus(time);
            while (turned < MEMBERS && engine.clock.instant().isBefore(until)) {
                turn();
            }
            if (engine.clock.instant().isBefore(until)) {
                engine.clock.pass(Duration.between(engine.clock.instant(), until));
            }
        };
        while (turned < MEMBERS) {
            turn();
            noteWrites();
        }

        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Succeeded);
        assertThat(engine.rollout("gitops", 'a').status().summary()).isEqualTo("1001/1001 ready");
        assertThat(Duration.between(begun, engine.clock.instant())).isLessThan(Duration.ofSeconds(15));
        assertThat(writes).hasSizeBetween(10, 15);
        for (int i = 1; i < writes.size(); i++) {
            assertThat(Duration.between(writes.get(i - 1), writes.get(i)))
                    .as("between writes %d and %d", i - 1, i)
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatIsWrittenAfterTheWaitIsHowThingsAreThen() {
        engine.pause = time -> {
            engine.clock.pass(time);
            source.members.set(1, AMember.kustomization("apps-1").applied('a').live());
            assertThat(engine.followSource.follow(GITOPS))
                    .as("left to the one who waits")
                    .isZero();
        };
        source.members.set(0, AMember.kustomization("apps-0").applied('a').live());
        engine.followSource.follow(GITOPS);

        assertThat(engine.rollout("gitops", 'a').status().summary()).isEqualTo("3/1001 ready");
    }

    @Test
    void aFailureIsWrittenAtOnce() {
        engine.pause = time -> assertThat(time).as("nobody waits").isNull();
        source.members.set(0, AMember.kustomization("apps-0").failed('a', "no").live());

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Failed);
    }

    @Test
    void aThousandFailuresAreTheirFirstAndThenAWriteASecond() {
        source.members.set(0, AMember.kustomization("apps-0").failed('a', "no").live());
        engine.followSource.follow(GITOPS);
        List<Duration> waits = new ArrayList<>();
        engine.pause = waits::add;
        source.members.set(1, AMember.kustomization("apps-1").failed('a', "no").live());

        engine.followSource.follow(GITOPS);

        assertThat(waits).containsExactly(Duration.ofSeconds(1));
        assertThat(engine.rollout("gitops", 'a').status().counts()).containsEntry("Failed", 2);
    }

    @Test
    void theEndIsWrittenAtOnceThoughProgressWasWrittenJustNow() {
        engine.pause = time -> assertThat(time).as("nobody waits").isNull();
        for (int i = 0; i < MEMBERS; i++) {
            source.members.set(
                    i, AMember.kustomization("apps-" + i).applied('a').live());
        }

        assertThat(engine.followSource.follow(GITOPS)).isEqualTo(1);
        assertThat(engine.rollout("gitops", 'a').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    void theNextProcessKnowsOfNoWriteAndLosesNothing() {
        TestEngine next = engine.restarted();
        next.pause = time -> assertThat(time).as("nobody waits").isNull();
        source.members.set(0, AMember.kustomization("apps-0").applied('a').live());

        assertThat(next.followSource.follow(GITOPS)).isEqualTo(1);
        assertThat(next.rollout("gitops", 'a').status().summary()).isEqualTo("2/1001 ready");
    }

    /** Each takes its time, and a hint comes of it; while somebody waits, that is another request. */
    private void turn() {
        source.members.set(
                turned, AMember.kustomization("apps-" + turned).applied('a').live());
        turned++;
        engine.clock.pass(TURN);
        engine.hearHint.hear(new ObjectChanged(GITOPS));
    }

    private void noteWrites() {
        while (writes.size() < statusWrites() - writtenBefore) {
            writes.add(engine.clock.instant());
        }
    }

    private long statusWrites() {
        return engine.mishaps.written().stream()
                .filter(write -> write.startsWith("write status"))
                .count();
    }
}
