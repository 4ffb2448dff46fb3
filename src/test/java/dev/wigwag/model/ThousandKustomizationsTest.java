package dev.wigwag.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.wigwag.engine.MemoryLedger;
import dev.wigwag.engine.Mishaps;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One push that concerns very many objects costs few writes, and a resource that etcd takes. */
@Timeout(120)
class ThousandKustomizationsTest {
    private static final int LIMIT = 256 * 1024;

    /** As long as a name may be. */
    private static final String LONG = "n".repeat(240);

    private final Mishaps mishaps = new Mishaps();
    private final MemoryLedger ledger = new MemoryLedger(mishaps);
    private final ModelCluster cluster = new ModelCluster(mishaps);
    private final ModelClock clock = new ModelClock();
    private final ModelProcess process = new ModelProcess(cluster, ledger, clock, 10);
    private final ModelRepository repository = new ModelRepository();
    private final ModelSource source = new ModelSource("gitops", ModelSource.Follows.BRANCH, repository);

    @Test
    void aThousandThatChangeAtOnceCostAtMostSixtyWrites() {
        aClusterOf(1_000);
        List<ModelKustomization> order = new ArrayList<>(cluster.kustomizations.values());
        Collections.shuffle(order, new Random(1));
        int before = mishaps.written().size();

        inTurn(order, 20, one -> one.begin(cluster, clock.instant()));
        inTurn(order, 20, one -> one.succeed(clock.instant()));

        assertThat(rollout().phase()).isEqualTo(Phase.Succeeded);
        assertThat(rollout().status().summary()).isEqualTo("1001/1001 ready");
        assertThat(mishaps.written().size() - before).isBetween(2, 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000})
    void theResourceStaysSmallWhateverBecomesOfThem(int number) throws Exception {
        aClusterOf(number);
        List<ModelKustomization> all = List.copyOf(cluster.kustomizations.values());
        inTurn(all, 2, one -> one.begin(cluster, clock.instant()));
        assertThat(size()).isLessThan(LIMIT);
        inTurn(all, 2, one -> one.fail("BuildFailed", "\uD83D\uDEA9".repeat(2_000), clock.instant()));
        assertThat(size()).isBetween(10_000, LIMIT);
        assertThat(rollout().phase()).isEqualTo(Phase.Failed);
        assertThat(rollout().status().counts()).containsEntry("Failed", number);
        inTurn(all, 2, one -> one.begin(cluster, clock.instant()));
        inTurn(all, 2, one -> one.succeed(clock.instant()));

        assertThat(size()).isLessThan(LIMIT);
        assertThat(rollout().phase()).isEqualTo(Phase.Succeeded);
        assertThat(rollout().status().counts()).containsEntry("Succeeded", number + 1);
    }

    private void aClusterOf(int number) {
        cluster.sources.put(source.key, source);
        for (int i = 0; i < number; i++) {
            ModelKustomization one = new ModelKustomization(LONG + i, source.key, Optional.empty());
            cluster.kustomizations.put(one.key, one);
        }
        process.hearPush.hear(repository.push(clock.instant()));
        source.fetch(clock.instant());
        process.followSource.follow(source.key);
    }

    /** Over so many seconds each has its turn and leaves a hint; the queue makes one look a second of them. */
    private void inTurn(List<ModelKustomization> all, int seconds, Consumer<ModelKustomization> change) {
        int each = (all.size() + seconds - 1) / seconds;
        for (int n = 0; n < all.size(); n++) {
            change.accept(all.get(n));
            if ((n + 1) % each == 0 || n + 1 == all.size()) {
                clock.pass(Duration.ofSeconds(1));
                process.followSource.follow(source.key);
            }
        }
    }

    private Rollout rollout() {
        assertThat(ledger.rollouts()).hasSize(1);
        return ledger.rollouts().get(0);
    }

    /** In bytes, as the JSON in UTF-8 and without blanks that the API server keeps. */
    private int size() throws Exception {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .build()
                .writeValueAsString(rollout())
                .getBytes(StandardCharsets.UTF_8)
                .length;
    }
}
