package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.TestSettings;
import dev.wigwag.rollout.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private final Outside outside = new Outside("ops");
    private final LogOf log = new LogOf(DryRun.class);
    private final MirrorRollout process =
            outside.process(TestSettings.of(WigwagConfig.class, Map.of("wigwag.outlets.dry-run", "true")));

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void whatWouldBeShownIsLoggedAndNothingIsSentOrWritten() {
        outside.is(Phase.Progressing, "1/5 ready");

        assertThat(outside.mirror(process)).isFalse();

        assertThat(log.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "outlet=far",
                                "target=\"ops\"",
                                "digest=",
                                "outcome=dry-run",
                                "text=\"Progressing 1/5 ready\""));
        assertThat(outside.far.calls()).isEmpty();
        assertThat(outside.mishaps.written()).isEmpty();
        assertThat(outside.stored().status().outlets()).isEmpty();
    }

    @Test
    void theSamePictureIsLoggedOnceAndTheNextOneAgain() {
        outside.is(Phase.Progressing, "1/5 ready");
        for (int i = 0; i < 5; i++) {
            outside.mirror(process);
            outside.clock.pass(Duration.ofMinutes(1));
        }
        outside.is(Phase.Succeeded, "5/5 ready");
        outside.mirror(process);
        outside.mirror(process);

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).contains("5/5 ready", "final=true");
    }

    @Test
    void whatSomebodyWroteIntoACommitMakesNoLineOfItsOwn() {
        outside.is(Phase.Progressing, "x\n\u2028\u202eoutlet=far outcome=\"forged\"" + "y".repeat(500));

        outside.mirror(process);

        List<String> lines = log.lines();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).lines()).hasSize(1);
        assertThat(lines.get(0))
                .doesNotContain("\u2028", "\u202e", "\"forged\"")
                .hasSizeLessThan(500 + 200);
    }
}
