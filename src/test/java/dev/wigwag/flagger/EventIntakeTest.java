package dev.wigwag.flagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.Heard;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.Intake;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryNews.What;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventIntakeTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Heard heard = new Heard(metrics);

    @Test
    void aLongLivedProcessTakesHintsUntilTooManyWait() {
        WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
        HintQueue nobodyWorks = new HintQueue(null, config, metrics);
        EventIntake intake = new EventIntake(nobodyWorks, heard, null, new Intake(config, metrics));
        for (int i = 0; i < 10_000; i++) {
            assertThat(intake.take(news("c" + i))).isEqualTo("queued");
        }

        assertThatThrownBy(() -> intake.take(news("one-too-many"))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem().status()).isEqualTo(503);
            assertThat(refusal.problem().detail()).contains("too many hints", "the next tick looks again");
        });
        assertThat(intake.take(news("c7"))).as("who waits already waits once").isEqualTo("queued");
    }

    @Test
    void aShortLivedProcessThatHasTooMuchToDoSaysSo() {
        WigwagConfig config =
                TestSettings.of(WigwagConfig.class, Map.of("wigwag.intake.workers", "1", "wigwag.intake.queue", "1"));
        Intake busy = new Intake(config, metrics);
        EventIntake intake = new EventIntake(new HintQueue(null, config, metrics), heard, null, busy);
        CountDownLatch done = new CountDownLatch(1);
        try {
            occupy(busy, done, "wigwag.intake.active");
            occupy(busy, done, "wigwag.intake.queue");

            assertThatThrownBy(() -> intake.take(news("podinfo"))).isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.problem().status()).isEqualTo(503);
                assertThat(refusal.problem().slug()).isEqualTo("not-stored");
            });
        } finally {
            done.countDown();
        }
    }

    @Test
    void whatWasSaidIsKeptEvenIfNobodyCanLookNow() {
        aLongLivedProcessTakesHintsUntilTooManyWait();

        assertThat(metrics.get("wigwag.heard").gauge().value()).isEqualTo(1_000);
    }

    private void occupy(Intake intake, CountDownLatch done, String until) {
        // Threads of their own: on two cores the common pool has one, and the first would keep it.
        CompletableFuture.runAsync(
                () -> intake.inTime(Duration.ofSeconds(50), () -> {
                    done.await();
                    return null;
                }),
                task -> new Thread(task, "occupier").start());
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> metrics.get(until).gauge().value() == 1);
    }

    private static CanaryNews news(String canary) {
        return new CanaryNews(new ObjectKey("Canary", "test", canary), What.Other, null, null, null, Instant.EPOCH);
    }
}
