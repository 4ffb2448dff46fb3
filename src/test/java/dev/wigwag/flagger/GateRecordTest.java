package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** What is remembered of Flagger's questions. */
class GateRecordTest {
    private static final GateAnswer HELD = GateAnswer.of(Kind.HELD, "nobody has decided");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final GateRecord record = new GateRecord(metrics);

    @Test
    void aQuestionIsRememberedOnceHoweverOftenItIsAsked() {
        ask("promotion", "podinfo");
        ask("promotion", "podinfo");
        ask("rollback", "podinfo");

        assertThat(remembered()).isEqualTo(2);
        assertThat(metrics.get("wigwag.gates")
                        .tag("gate", "promotion")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void whatNamesNoCanaryIsNotRemembered() {
        record.answered("other", null, HELD, 403, null);

        assertThat(remembered()).isZero();
    }

    @Test
    void noMoreQuestionsAreRememberedThanFit() {
        for (int i = 0; i <= GateRecord.QUESTIONS; i++) {
            ask("promotion", "podinfo-" + i);
        }

        assertThat(remembered()).isEqualTo(GateRecord.QUESTIONS);
    }

    private void ask(String gate, String canary) {
        record.answered(gate, new ObjectKey("Canary", "test", canary), HELD, 403, null);
    }

    private double remembered() {
        return metrics.get("wigwag.gates.remembered").gauge().value();
    }
}
