package dev.wigwag.flagger;

import static dev.wigwag.flagger.ACanaryObject.APPS;
import static dev.wigwag.flagger.ACanaryObject.create;
import static dev.wigwag.flagger.ACanaryObject.delete;
import static dev.wigwag.flagger.ACanaryObject.key;
import static dev.wigwag.flagger.ACanaryObject.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Canaries of a cluster, watched in a long-lived process and listed in a short-lived one. */
@Timeout(60)
class WatchedCanariesTest {
    private final TestCluster cluster = new TestCluster();
    private final WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
    private final KindWatches watches = new KindWatches(cluster.client(), cluster.served(), config);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HintQueue hints = new HintQueue(null, config, metrics);
    private final WatchedCanaries watched = new WatchedCanaries(watches, hints, metrics);
    private final ListedCanaries listed = new ListedCanaries(cluster.objects());
    private final FlaggerCanaries canaries = new FlaggerCanaries(watched, listed, null, null);

    @BeforeEach
    void quickly() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        watches.stop();
        cluster.close();
        Awaitility.reset();
    }

    @Test
    void aListIsReadInPagesUntilTheWatchHasEverything() {
        IntStream.range(0, 300).forEach(i -> create(cluster, "c" + i, "phase: Succeeded"));
        cluster.sandbox().requests().clear();

        assertThat(canaries.all().under(APPS)).hasSize(300);
        assertThat(cluster.sandbox().requests().matching("GET", "/apis/flagger.app/.*"))
                .filteredOn(request -> request.path().endsWith("/canaries"))
                .hasSizeGreaterThan(1)
                .allSatisfy(request -> assertThat(request.query()).contains("limit="));

        begin();
        cluster.sandbox().requests().clear();
        assertThat(canaries.all().under(APPS)).hasSize(300);
        assertThat(cluster.sandbox().requests().matching("GET", ".*/canaries")).isEmpty();
        assertThat(metrics.get("wigwag.index.canaries").gauge().value()).isEqualTo(300);
    }

    @Test
    void firstSightIsNoNewsAndEveryRealChangeIsAHintAtWhoAppliesIt() {
        create(cluster, "podinfo", "phase: Succeeded");
        begin();
        assertThat(waiting()).isZero();

        status(cluster, "podinfo", "phase", "Progressing");

        await().until(() -> waiting() == 1);
    }

    @Test
    void aRewriteWithoutAChangeIsNoHint() {
        create(cluster, "podinfo", "phase: Failed, canaryWeight: 0");
        begin();

        for (int tick = 0; tick < 5; tick++) {
            status(cluster, "podinfo", "lastTransitionTime", "2026-07-28T09:0" + tick + ":00Z");
        }
        create(cluster, "seen-after-them", "");
        await().until(() -> keys().contains(key("seen-after-them")));

        assertThat(waiting()).as("the hint of what came new alone").isEqualTo(1);
        delete(cluster, "podinfo");
        await().until(() -> !keys().contains(key("podinfo")));
        assertThat(waiting()).as("it leads to the same applier").isEqualTo(1);
    }

    @Test
    void rewritesAloneLeaveTheQueueEmpty() {
        create(cluster, "podinfo", "phase: WaitingPromotion, iterations: -1");
        cluster.create(ACanaryObject.yaml("unlabelled", "app: x", "kind: Deployment, name: x", "phase: Failed"));
        begin();

        status(cluster, "podinfo", "lastTransitionTime", "2026-07-28T09:01:00Z");
        status(cluster, "unlabelled", "phase", "Progressing");
        cluster.create(ACanaryObject.yaml("last", "app: x", "kind: Deployment, name: x", "phase: Failed"));
        status(cluster, "podinfo", "lastTransitionTime", "2026-07-28T09:02:00Z");
        await().during(Duration.ofMillis(300)).until(() -> waiting() == 0);

        assertThat(keys()).containsExactly(key("podinfo"));
    }

    @Test
    void aDeletedCanaryLeadsToItsApplier() {
        create(cluster, "podinfo", "phase: Progressing");
        begin();

        delete(cluster, "podinfo");

        await().until(() -> waiting() == 1);
        assertThat(keys()).isEmpty();
    }

    @Test
    void whatHappenedWhileAWatchWasBrokenIsFoundAndTold() {
        create(cluster, "podinfo", "phase: Progressing");
        create(cluster, "second", "phase: Succeeded");
        begin();

        cluster.sandbox().faults().dropWatches();
        cluster.sandbox().faults().compactHistory();
        delete(cluster, "second");
        status(cluster, "podinfo", "phase", "Failed");

        await().until(() -> keys().equals(List.of(key("podinfo"))));
        await().until(() -> watched.all().under(APPS).get(0).phase().name().equals("Failed"));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void aClusterWithoutFlaggerHasNoCanariesAndThatIsComplete() {
        cluster.sandbox().served().withdraw("flagger.app");
        begin();

        assertThat(canaries.all().size()).isZero();
        assertThat(listed.all().size()).isZero();
    }

    @Test
    void canariesThatMayNotBeReadAreAnErrorAndNotNone() {
        create(cluster, "podinfo", "phase: Progressing");
        cluster.sandbox().faults().deny("list", "canaries.flagger.app");

        assertThatThrownBy(canaries::all)
                .isInstanceOfSatisfying(
                        ClusterException.class,
                        denied -> assertThat(denied.fault()).isEqualTo(ClusterException.Fault.DENIED))
                .hasMessageContaining("canaries");
    }

    private void begin() {
        watches.start();
        await().until(watched::isComplete);
    }

    private List<ObjectKey> keys() {
        return watched.all().under(APPS).stream().map(LiveCanary::key).toList();
    }

    private double waiting() {
        return metrics.get("wigwag.hints.queue").gauge().value();
    }
}
