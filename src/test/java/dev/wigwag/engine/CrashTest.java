package dev.wigwag.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.APush;
import dev.wigwag.rollout.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Killed at any write, before or after it took effect, and started again: nothing is lost and nothing is doubled. */
class CrashTest {
    /** Every write of a whole story, and each once as it takes effect and once as it does not. */
    static Stream<Arguments> deaths() {
        TestEngine undisturbed = cluster();
        tell(push -> undisturbed.hear(push));
        List<Arguments> deaths = new ArrayList<>();
        for (int write = 1; write <= undisturbed.mishaps.written().size(); write++) {
            deaths.add(Arguments.of(write, false));
            deaths.add(Arguments.of(write, true));
        }
        return deaths.stream();
    }

    @ParameterizedTest(name = "at write {0}, which takes effect: {1}")
    @MethodSource("deaths")
    void theSamePushDeliveredAgainEndsAsIfNothingHadHappened(int write, boolean landing) {
        TestEngine undisturbed = cluster();
        tell(undisturbed::hear);

        TestEngine[] process = {cluster()};
        process[0].mishaps.dieAtWrite(write, landing);
        List<APush> died = new ArrayList<>();
        tell(push -> {
            try {
                process[0].hear(push);
            } catch (Mishaps.Death death) {
                died.add(push);
                process[0] = process[0].restarted();
                process[0].hear(push);
            }
        });

        assertThat(died).hasSize(1);
        assertThat(process[0].ledger.picture()).isEqualTo(undisturbed.ledger.picture());
        assertThat(process[0].ledger.attempts()).containsExactlyInAnyOrderElementsOf(undisturbed.ledger.attempts());
        assertThat(process[0].flux.asked()).containsExactlyInAnyOrderElementsOf(undisturbed.flux.asked());
    }

    @ParameterizedTest(name = "at write {0}, which takes effect: {1}")
    @MethodSource("deaths")
    void withoutARedeliveryTheTickAsksForWhatWasEntered(int write, boolean landing) {
        TestEngine process = cluster();
        process.mishaps.dieAtWrite(write, landing);
        try {
            tell(process::hear);
        } catch (Mishaps.Death death) {
            process = process.restarted();
        }

        process.hearTick.hear();

        TestEngine after = process;
        assertThat(after.ledger.rollouts())
                .filteredOn(rollout -> rollout.spec()
                        .commit()
                        .pushedAt()
                        .equals(newest(after, rollout.source().name())))
                .noneMatch(Rollout::awaitsFold);
    }

    @Test
    void theStoryHasWritesOfEveryKind() {
        TestEngine engine = cluster();
        tell(engine::hear);

        assertThat(engine.mishaps.written().stream()
                        .map(write -> write.split(" ")[0])
                        .distinct())
                .containsExactlyInAnyOrder("create", "ask", "write");
        assertThat(engine.mishaps.written()).anyMatch(write -> write.startsWith("write spec"));
        assertThat(engine.flux.asked()).anyMatch(asked -> asked.contains("stranger"));
    }

    private static Instant newest(TestEngine engine, String source) {
        return engine.ledger.of(TestEngine.gitRepository(source)).stream()
                .map(rollout -> rollout.spec().commit().pushedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Two sources of the repository, one included by a stranger's. */
    private static TestEngine cluster() {
        TestEngine engine = new TestEngine();
        engine.flux.add("apps");
        engine.flux.add("gitops").includers.add(TestEngine.gitRepository("stranger"));
        engine.flux.add("stranger").url = "https://github.com/other/one";
        return engine;
    }

    /** A first push, one on top of it, and the first revision again. */
    private static void tell(Consumer<APush> hear) {
        hear.accept(APush.of('a').at(0));
        hear.accept(APush.of('b').over('a').at(60));
        hear.accept(APush.of('a').over('b').byForce().at(120));
    }
}
