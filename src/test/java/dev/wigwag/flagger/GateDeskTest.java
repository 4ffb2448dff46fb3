package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GateDeskTest {
    private static final GateAnswer OPEN = GateAnswer.of(Kind.OPEN, "Approved.");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final GateDesk desk = new GateDesk(1, 1, Duration.ofMillis(200), metrics);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
        desk.close();
    }

    @Test
    void anAnswerIsGivenWhenTheWorkIsDone() {
        assertThat(given(desk.ask(answer -> answer.accept(OPEN)))).isEqualTo(OPEN);
    }

    @Test
    void anAnswerThatIsThereIsGivenThoughWhatFollowsTakesTooLong() {
        assertThat(given(desk.ask(answer -> {
                    answer.accept(OPEN);
                    hold();
                })))
                .isEqualTo(OPEN);
    }

    @Test
    void anAnswerThatComesTooLateIsNoAnswer() {
        assertThat(given(desk.ask(answer -> {
                            hold();
                            answer.accept(OPEN);
                        }))
                        .kind())
                .isEqualTo(Kind.FAILED);
    }

    @Test
    void whatFollowsAnAnswerAndFailsChangesNothing() {
        assertThat(given(desk.ask(answer -> {
                    answer.accept(OPEN);
                    throw new IllegalStateException("the ledger did not learn it");
                })))
                .isEqualTo(OPEN);
    }

    @Test
    void whatFailsBeforeAnAnswerIsThrown() {
        CompletionStage<GateAnswer> failed = desk.ask(answer -> {
            throw new IllegalStateException("inner workings");
        });

        assertThatThrownBy(() -> given(failed)).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void beyondWhatMayWaitNobodyIsKeptWaiting() {
        desk.ask(answer -> hold());
        AtomicInteger worked = new AtomicInteger();
        CompletionStage<GateAnswer> waiting = desk.ask(answer -> worked.incrementAndGet());
        CompletionStage<GateAnswer> tooMany = desk.ask(answer -> worked.incrementAndGet());

        assertThat(given(tooMany).kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(metrics.get("wigwag.gates.queue").gauge().value()).isEqualTo(1);
        assertThat(given(waiting).kind()).isEqualTo(Kind.FAILED);
        release.countDown();
        await().until(() -> given(desk.ask(answer -> answer.accept(OPEN))), OPEN::equals);
        assertThat(worked).as("work that nobody waited for any more").hasValue(0);
    }

    private void hold() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static GateAnswer given(CompletionStage<GateAnswer> answer) {
        return answer.toCompletableFuture().join();
    }
}
