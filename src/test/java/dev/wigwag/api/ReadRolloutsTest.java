package dev.wigwag.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Intake;
import dev.wigwag.engine.Ledger;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.http.Refusal;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How readers share the workers with pushes, and what they are told when there is trouble. */
@Timeout(60)
class ReadRolloutsTest {
    private static final RolloutQuery EVERYTHING = RolloutQuery.of(Map.of());

    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Test
    void readersGetHalfOfTheWorkersAndTheNextOneIsSentAwayAtOnce() {
        SlowLedger ledger = new SlowLedger(2);
        Intake intake = new Intake(config("4", "PT30S"), new SimpleMeterRegistry());
        ReadRollouts rollouts = new ReadRollouts(ledger, intake, new SparseJson(), config("4", "PT30S"));
        List<CompletableFuture<RolloutPage>> seated = List.of(reading(rollouts), reading(rollouts));
        await().until(() -> ledger.entered.getCount() == 0);

        Refusal refusal = refused(rollouts);
        String push = intake.inTime(() -> "stored");
        mayAnswer.countDown();

        assertThat(refusal.problem().slug()).isEqualTo("not-read");
        assertThat(refusal.problem().detail()).contains("wigwag.intake.workers");
        assertThat(refusal.headers()).containsEntry("Retry-After", "1");
        assertThat(push).isEqualTo("stored");
        assertThat(seated).allSatisfy(page -> assertThat(page.join().items()).hasSize(1));
        assertThat(rollouts.list(Viewer.anybody(), EVERYTHING).items()).hasSize(1);
    }

    @Test
    void aReaderWhoWasGivenUpOnKeepsTheSeatUntilTheWorkIsDone() {
        SlowLedger ledger = new SlowLedger(1);
        ReadRollouts rollouts = rollouts(ledger, "2", "PT0.05S");

        assertThat(refused(rollouts).problem().detail()).contains("in time");
        assertThat(refused(rollouts).problem().detail()).contains("Too many readers");
        mayAnswer.countDown();

        await().untilAsserted(() ->
                assertThat(rollouts.list(Viewer.anybody(), EVERYTHING).items()).hasSize(1));
    }

    @Test
    void oneWorkerIsStillOneSeat() {
        mayAnswer.countDown();

        assertThat(rollouts(new SlowLedger(1), "1", "PT30S")
                        .list(Viewer.anybody(), EVERYTHING)
                        .items())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(ClusterException.Fault.class)
    void everyTroubleWithTheClusterIsToldAsSuch(ClusterException.Fault fault) {
        SlowLedger ledger = new SlowLedger(1);
        ledger.trouble = new ClusterException(fault, "the cause, and the fix", null);
        mayAnswer.countDown();
        ReadRollouts rollouts = rollouts(ledger, "1", "PT30S");

        assertThat(List.of(
                        refused(rollouts),
                        catchThrowableOfType(
                                Refusal.class, () -> rollouts.find(Viewer.anybody(), new RolloutKey("a", "b")))))
                .allSatisfy(refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(503);
                    assertThat(refusal.problem().slug()).isEqualTo("not-read");
                    assertThat(refusal.problem().detail()).isEqualTo("the cause, and the fix");
                });
    }

    private CompletableFuture<RolloutPage> reading(ReadRollouts rollouts) {
        return CompletableFuture.supplyAsync(
                () -> rollouts.list(Viewer.anybody(), EVERYTHING), task -> new Thread(task, "reader").start());
    }

    private static Refusal refused(ReadRollouts rollouts) {
        return catchThrowableOfType(Refusal.class, () -> rollouts.list(Viewer.anybody(), EVERYTHING));
    }

    private static ReadRollouts rollouts(Ledger ledger, String workers, String patience) {
        WigwagConfig config = config(workers, patience);
        return new ReadRollouts(ledger, new Intake(config, new SimpleMeterRegistry()), new SparseJson(), config);
    }

    private static WigwagConfig config(String workers, String patience) {
        return TestSettings.of(
                WigwagConfig.class, Map.of("wigwag.intake.workers", workers, "wigwag.intake.patience", patience));
    }

    /** Holds one rollout and is slow to show it. */
    private final class SlowLedger implements Ledger {
        final CountDownLatch entered;
        ClusterException trouble;

        SlowLedger(int readers) {
            entered = new CountDownLatch(readers);
        }

        @Override
        public void forEach(Consumer<Rollout> visitor) {
            find(new RolloutKey("team-a", "x")).ifPresent(visitor);
        }

        @Override
        public void forEachIn(String namespace, Consumer<Rollout> visitor) {
            find(new RolloutKey(namespace, "x")).ifPresent(visitor);
        }

        @Override
        public Optional<Rollout> find(RolloutKey key) {
            entered.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a reader is not to be interrupted", e);
            }
            if (trouble != null) {
                throw trouble;
            }
            return Optional.of(ARollout.pushed(key.namespace(), key.name(), Phase.Succeeded, ARollout.NOON));
        }

        @Override
        public List<Rollout> of(ObjectKey source) {
            throw new UnsupportedOperationException("readers do not ask by source");
        }

        @Override
        public void delete(Rollout rollout) {
            throw new UnsupportedOperationException("readers do not delete");
        }

        @Override
        public Rollout create(Rollout rollout) {
            throw new UnsupportedOperationException("readers do not write");
        }

        @Override
        public Rollout replaceSpec(Rollout rollout) {
            throw new UnsupportedOperationException("readers do not write");
        }

        @Override
        public Rollout replaceStatus(Rollout rollout) {
            throw new UnsupportedOperationException("readers do not write");
        }
    }
}
