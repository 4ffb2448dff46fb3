package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Rollout;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerMomentTest {
    private final TestEngine engine = new TestEngine();
    private LedgerMoment moment;

    @BeforeEach
    void aLedgerWithOneRolloutThatWaits() {
        engine.flux.add("gitops");
        engine.hear(APush.of('a'));
        moment = LedgerMoment.of(engine.ledger);
    }

    @Test
    void anUntouchedLedgerIsStillTheSame() {
        assertThat(isStill("gitops")).isTrue();
        assertThat(isStill("unknown")).isTrue();
    }

    @Test
    void whatIsWrittenAddedOrDeletedTells() {
        Rollout rollout = engine.rollout("gitops", 'a');
        engine.ledger.plant(rollout);
        assertThat(isStill("gitops")).as("written").isFalse();

        moment = LedgerMoment.of(engine.ledger);
        engine.hear(APush.of('b').over('a').at(60));
        assertThat(isStill("gitops")).as("added").isFalse();

        moment = LedgerMoment.of(engine.ledger);
        engine.ledger.remove(rollout.key());
        assertThat(isStill("gitops")).as("deleted").isFalse();
    }

    @Test
    void aSourceIsUnfinishedUntilAllOfItsRolloutsAreOver() {
        assertThat(moment.unfinished()).containsExactly(TestEngine.gitRepository("gitops"));

        engine.flux.add("gitops").isAt(APush.sha('a'));
        engine.hearTick.hear();

        assertThat(LedgerMoment.of(engine.ledger).unfinished()).isEmpty();
    }

    private boolean isStill(String source) {
        List<Rollout> rollouts = engine.ledger.of(TestEngine.gitRepository(source));
        return moment.isStill(TestEngine.gitRepository(source), rollouts);
    }
}
