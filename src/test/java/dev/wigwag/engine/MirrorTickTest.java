package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wigwag.engine.ClusterException.Fault;
import dev.wigwag.rollout.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorTickTest {
    private final Outside outside = new Outside("ops");
    private final MirrorRollout mirrorRollout = outside.process();
    private final MirrorTick tick = tick(mirrorRollout, false);

    @Test
    void everyRolloutThatIsNotShownAsItIsGetsShown() {
        outside.put('a', Phase.Succeeded, "5/5 ready");
        outside.put('b', Phase.Progressing, "1/5 ready");

        assertThat(tick.hear()).isEqualTo(2);
        assertThat(outside.far.posts()).hasSize(1);

        outside.clock.pass(Duration.ofMinutes(1));
        assertThat(tick.hear()).isEqualTo(1);
        assertThat(outside.far.pictures()).containsExactly("Succeeded 5/5 ready", "Progressing 1/5 ready");

        outside.clock.pass(Duration.ofMinutes(1));
        assertThat(tick.hear()).isZero();
        assertThat(outside.far.calls()).hasSize(2);
    }

    @Test
    void anOvertakenRolloutThatShowsItsHeirIsNotBehindUntilTheHeirChanges() {
        outside.put('b', Phase.Progressing, "1/5 ready");
        outside.is(Phase.Superseded, "overtaken", Outside.condition("Superseded", "Overtaken", Outside.revision('b')));
        settle();

        assertThat(tick.hear()).isZero();
        outside.put('b', Phase.Failed, "cart failed");
        assertThat(tick.hear()).isEqualTo(2);
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
                                new MirrorQueue(nowhere.process(), TestConfig.watching(false), nowhere.metrics),
                                TestConfig.watching(false))
                        .hear())
                .isZero();
        assertThat(reads).containsExactly("list rollouts");
    }

    @Test
    void troubleWithOneRolloutDoesNotKeepTheOthersFromBeingShown() {
        outside.put('a', Phase.Succeeded, "5/5 ready");
        outside.put('b', Phase.Succeeded, "3/3 ready");
        outside.mishaps.refuse("write status of " + Outside.key('a'), Fault.DENIED);

        assertThatThrownBy(() -> {
                    tick.hear();
                    outside.clock.pass(Duration.ofSeconds(5));
                    tick.hear();
                })
                .isInstanceOf(ClusterException.class);
        outside.clock.pass(Duration.ofSeconds(5));
        assertThatThrownBy(tick::hear).isInstanceOf(ClusterException.class);
        assertThat(outside.far.pictures()).isEmpty();
    }

    @Test
    void aLongLivedProcessLeavesTheWorkToItsQueue() {
        outside.put('a', Phase.Succeeded, "5/5 ready");
        outside.put('b', Phase.Succeeded, "3/3 ready");

        assertThat(tick(mirrorRollout, true).hear()).isEqualTo(2);

        assertThat(outside.far.calls()).isEmpty();
        assertThat(outside.metrics.get("wigwag.outlets.queue").gauge().value()).isEqualTo(2);
    }

    /** So many ticks that everything has had its turn. */
    private void settle() {
        for (int i = 0; i < 3; i++) {
            outside.clock.pass(Duration.ofMinutes(1));
            tick.hear();
        }
    }

    private MirrorTick tick(MirrorRollout mirror, boolean watch) {
        TestConfig config = TestConfig.watching(watch);
        return new MirrorTick(outside.ledger, mirror, new MirrorQueue(mirror, config, outside.metrics), config);
    }
}
