package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Rollout;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangesQueueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestEngine engine = new TestEngine();
    private final Ranges ranges = new Ranges();
    private final TellChanges tellChanges = new TellChanges(
            engine.ledger,
            ranges,
            ranges,
            new RangePatience(engine.clock, engine.metrics),
            engine.followSource,
            engine.clock,
            engine.metrics);
    private final ChangesQueue queue = queue(true);

    @AfterEach
    void stop() {
        queue.onStop(new ShutdownEvent());
    }

    @Test
    void whatARolloutBringsIsToldBehindEverything() {
        Rollout rollout = pushed("gitops");
        queue.onStart(new StartupEvent());

        queue.offer(rollout.key());

        await().atMost(PATIENCE).until(() -> isTold(rollout));
    }

    @Test
    void troubleWithOneRolloutDoesNotEndTheWorker() {
        Rollout denied = pushed("gitops");
        Rollout other = pushed("apps");
        engine.mishaps.refuse("get rollout " + denied.key(), Fault.DENIED);
        engine.mishaps.refuse("list rollouts of " + denied.source(), Fault.DENIED);
        queue.onStart(new StartupEvent());

        queue.offer(denied.key());
        queue.offer(other.key());

        await().atMost(PATIENCE).until(() -> isTold(other));
        assertThat(isTold(denied)).isFalse();
    }

    @Test
    void whatFindsNoTurnComesRoundAgain() {
        Rollout rollout = pushed("gitops");
        ranges.trouble = new RangeException(RangeException.Fault.UNREACHABLE, "it does not answer");
        queue.onStart(new StartupEvent());

        queue.offer(rollout.key());
        await().atMost(PATIENCE).until(() -> !ranges.asked.isEmpty());

        await().atMost(PATIENCE).until(() -> queued() == 1);
    }

    @Test
    void aShortLivedProcessQueuesNothing() {
        ChangesQueue other = queue(false);

        other.offer(Outside.KEY);

        assertThat(queued()).isZero();
    }

    @Test
    void whoReadsNoRepositoriesQueuesNothing() {
        ranges.on = false;

        queue.offer(Outside.KEY);

        assertThat(queued()).isZero();
    }

    private Rollout pushed(String source) {
        engine.flux.add(source);
        engine.hear(APush.of('b').over('a'));
        return engine.rollout(source, 'b');
    }

    private boolean isTold(Rollout rollout) {
        return engine.ledger.rollouts().stream()
                .anyMatch(stored ->
                        stored.key().equals(rollout.key()) && stored.spec().impact() != null);
    }

    private double queued() {
        return engine.metrics.get("wigwag.changes.queue").gauge().value();
    }

    private ChangesQueue queue(boolean watch) {
        return new ChangesQueue(tellChanges, ranges, TestConfig.watching(watch), engine.clock, engine.metrics);
    }
}
