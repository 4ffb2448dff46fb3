package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorTickTest {
    private final Outside outside = new Outside("ops");
    private SimpleMeterRegistry metrics;
    private final MirrorRollout mirrorRollout = outside.process();
    private final MirrorTick tick = tick(mirrorRollout, false);

    @Test
    void everyRolloutThatIsNotShownAsItIsGetsShown() {
        outside.put('a', Phase.Succeeded, "5/5 ready");
        outside.put('b', Phase.Progressing, "1/5 ready");

        assertThat(tick.hear(outside.now())).isEqualTo(2);
        assertThat(outside.far.posts()).hasSize(1);

        outside.clock.pass(Duration.ofMinutes(1));
        assertThat(tick.hear(outside.now())).isEqualTo(1);
        assertThat(outside.far.pictures()).containsExactly("Succeeded 5/5 ready", "Progressing 1/5 ready");

        outside.clock.pass(Duration.ofMinutes(1));
        assertThat(tick.hear(outside.now())).isZero();
        assertThat(outside.far.calls()).hasSize(2);
    }

    @Test
    void anOvertakenRolloutThatShowsItsHeirIsNotBehindUntilTheHeirChanges() {
        outside.put('b', Phase.Progressing, "1/5 ready");
        outside.is(Phase.Superseded, "overtaken", Outside.condition("Superseded", "Overtaken", Outside.revision('b')));
        settle();

        assertThat(tick.hear(outside.now())).isZero();
        outside.put('b', Phase.Failed, "cart failed");
        assertThat(tick.hear(outside.now())).isEqualTo(2);
        settle();
        assertThat(outside.far.pictures())
                .containsExactlyInAnyOrder("Failed cart failed", "Superseded overtaken by gitops-b Failed");
    }

    @Test
    void anHeirThatComesIntoTheLedgerLateIsStillShown() {
        outside.is(Phase.Superseded, "overtaken", Outside.condition("Superseded", "Overtaken", Outside.revision('b')));
        settle();
        assertThat(outside.far.pictures()).containsExactly("Superseded overtaken");

        outside.put('b', Phase.Succeeded, "5/5 ready");
        settle();

        assertThat(outside.far.pictures())
                .containsExactlyInAnyOrder("Superseded overtaken by gitops-b Succeeded", "Succeeded 5/5 ready");
    }

    @Test
    void whereNothingIsConfiguredASourceIsNotListedForTheSakeOfItsOvertakenRollouts() {
        Outside nowhere = new Outside();
        nowhere.is(Phase.Superseded, "overtaken", Outside.condition("Superseded", "Overtaken", Outside.revision('b')));
        List<String> reads = new ArrayList<>();
        nowhere.mishaps.onRead(reads::add);

        assertThat(new MirrorTick(
                                nowhere.ledger,
                                nowhere.process(),
                                new MirrorQueue(
                                        nowhere.process(), TestConfig.watching(false), nowhere.clock, nowhere.metrics),
                                nowhere.clock)
                        .hear(Instant.MAX))
                .isZero();
        assertThat(reads).containsExactly("list rollouts");
    }

    @Test
    void troubleWithOneRolloutDoesNotKeepTheOthersFromBeingShown() {
        outside.put('a', Phase.Succeeded, "5/5 ready");
        outside.put('b', Phase.Succeeded, "3/3 ready");
        outside.mishaps.refuse("write status of " + Outside.key('a'), Fault.DENIED);

        assertThatThrownBy(() -> tick.hear(outside.now())).isInstanceOf(ClusterException.class);

        assertThat(outside.far.pictures()).containsExactly("Succeeded 3/3 ready");
    }

    @Test
    void aShortLivedProcessWaitsForSlotsUntilItsTimeIsUpAndShowsEndsFirst() {
        outside.put('a', Phase.Progressing, "1/5 ready");
        outside.put('b', Phase.Progressing, "2/5 ready");
        outside.put('c', Phase.Progressing, "3/5 ready");
        outside.put('d', Phase.Succeeded, "5/5 ready");

        tick.hear(outside.now().plusSeconds(1));
        assertThat(outside.far.pictures().get(0)).isEqualTo("Succeeded 5/5 ready");
        assertThat(outside.far.posts()).hasSize(2);

        tick.hear(outside.now().plusSeconds(20));
        assertThat(outside.far.posts()).hasSize(4);
        assertThat(outside.now()).isBefore(APush.NOON.plusSeconds(10));
    }

    @Test
    void whenItsTimeIsUpAShortLivedProcessLeavesTheRestToTheNextTick() {
        outside.put('a', Phase.Succeeded, "5/5 ready");

        assertThat(tick.hear(outside.now().minusSeconds(1))).isEqualTo(1);

        assertThat(outside.far.calls()).isEmpty();
    }

    @Test
    void aLongLivedProcessLeavesTheWorkToItsQueue() {
        outside.put('a', Phase.Succeeded, "5/5 ready");
        outside.put('b', Phase.Succeeded, "3/3 ready");

        assertThat(tick(mirrorRollout, true).hear(Instant.MAX)).isEqualTo(2);

        assertThat(outside.far.calls()).isEmpty();
        assertThat(metrics.get("wigwag.outlets.queue").gauge().value()).isEqualTo(2);
    }

    /** So many ticks that everything has had its turn. */
    private void settle() {
        for (int i = 0; i < 3; i++) {
            outside.clock.pass(Duration.ofMinutes(1));
            tick.hear(outside.now());
        }
    }

    private MirrorTick tick(MirrorRollout mirror, boolean watch) {
        // Each queue has its own gauge.
        metrics = new SimpleMeterRegistry();
        MirrorQueue queue = new MirrorQueue(mirror, TestConfig.watching(watch), outside.clock, metrics);
        return new MirrorTick(outside.ledger, mirror, queue, outside.clock);
    }
}
