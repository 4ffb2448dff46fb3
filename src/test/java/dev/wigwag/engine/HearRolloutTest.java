package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Phase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HearRolloutTest {
    private final Outside outside = new Outside("ops", "dev", "all");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void aShortLivedProcessShowsTheRolloutBeforeItAnswers() {
        outside.is(Phase.Succeeded, "5/5 ready");

        hear(false).hear(Outside.KEY);

        assertThat(outside.far.posts()).hasSize(3);
        assertThat(outside.now()).isEqualTo(APush.NOON);
    }

    @Test
    void whatHasToWaitForASlotIsWaitedForEndsFirst() {
        outside.far.shareCredential();
        outside.is(Phase.Progressing, "all done");

        hear(false).hear(Outside.KEY);

        assertThat(outside.far.calls()).containsExactly("post all", "post ops", "post dev");
        assertThat(outside.now()).isEqualTo(APush.NOON.plusSeconds(2));
    }

    @Test
    void whatFindsNoSlotWithinTheSendersPatienceIsLeftToTheTick() {
        outside.far.shareCredential();
        outside.far.budget(OutletBudget.every(Duration.ofSeconds(3)));
        outside.is(Phase.Succeeded, "5/5 ready");

        hear(false).hear(Outside.KEY);

        assertThat(outside.far.calls()).containsExactly("post ops", "post dev");
        assertThat(outside.now()).isBefore(APush.NOON.plusSeconds(6).minus(HearRollout.CALL));
        assertThat(outside.stored().status().outlets()).hasSize(2);
    }

    @Test
    void aPlaceThatFailsIsNotWaitedFor() {
        outside.far.nextShow(FarEnd.Turn.DOWN);
        outside.is(Phase.Succeeded, "5/5 ready");

        hear(false).hear(Outside.KEY);

        assertThat(outside.far.posts()).hasSize(2);
        assertThat(outside.now()).isEqualTo(APush.NOON);
    }

    @Test
    void aLongLivedProcessShowsItBehindTheAnswer() {
        outside.is(Phase.Succeeded, "5/5 ready");

        hear(true).hear(Outside.KEY);

        assertThat(outside.far.calls()).isEmpty();
        assertThat(metrics.get("wigwag.outlets.queue").gauge().value()).isEqualTo(1);
    }

    private HearRollout hear(boolean longLived) {
        TestConfig config = TestConfig.watching(longLived);
        MirrorRollout process = outside.process();
        return new HearRollout(
                process, new MirrorQueue(process, config, outside.clock, metrics), config, outside.clock);
    }
}
