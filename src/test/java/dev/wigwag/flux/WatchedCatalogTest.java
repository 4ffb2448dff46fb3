package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RepositoryUrl;
import dev.wigwag.sandbox.cluster.FluxReleases;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedCatalogTest {
    private static final RepositoryUrl FLEET =
            RepositoryUrl.of("https://github.com/acme/fleet").orElseThrow();
    private static final ObjectKey KEY = new ObjectKey("GitRepository", "team-a", "fleet");

    private final TestCluster cluster = new TestCluster();
    private final WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
    private final KindWatches watches = new KindWatches(cluster.client(), cluster.served(), config);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HintQueue hints = new HintQueue(null, config, metrics);
    private final WatchedCatalog catalog = new WatchedCatalog(watches, hints, metrics);

    static WatchedCatalog unwatched(TestCluster cluster) {
        WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of());
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new WatchedCatalog(
                new KindWatches(cluster.client(), cluster.served(), config),
                new HintQueue(null, config, metrics),
                metrics);
    }

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
    void theIndexFollowsTheCluster() {
        create("fleet", "https://github.com/acme/fleet");
        watches.start();
        await().until(catalog::isComplete);
        assertThat(found()).containsExactly(KEY);

        create("second", "ssh://git@github.com/acme/fleet.git");
        await().until(() -> found().size() == 2);

        edit(
                "fleet",
                object -> object.setAdditionalProperty(
                        "spec", Map.of("url", "https://github.com/acme/other", "interval", "1m")));
        await().until(() -> found().size() == 1);

        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", "GitRepository")
                .inNamespace("team-a")
                .withName("second")
                .delete();
        await().until(() -> found().isEmpty());
    }

    @Test
    void firstSightIsNoNewsButAMoveIs() {
        create("fleet", "https://github.com/acme/fleet");
        watches.start();
        await().until(catalog::isComplete);
        assertThat(waitingHints()).isZero();

        edit(
                "fleet",
                object -> object.setAdditionalProperty(
                        "spec", Map.of("url", "https://github.com/acme/fleet", "interval", "2m")));
        progress("fleet", "wigwag-1");

        await().until(() -> waitingHints() == 1);
    }

    @Test
    void theIndexSurvivesDroppedConnectionsAndCompactedHistory() {
        create("fleet", "https://github.com/acme/fleet");
        watches.start();
        await().until(catalog::isComplete);

        cluster.sandbox().faults().dropWatches();
        cluster.sandbox().faults().compactHistory();
        create("second", "https://github.com/acme/fleet");

        await().until(() -> found().size() == 2);
    }

    @Test
    void aKindThatIsNotServedLeavesTheCatalogIncompleteInsteadOfEmpty() {
        cluster.sandbox().served().withdraw("source.toolkit.fluxcd.io");
        watches.start();
        await().until(() -> cluster.sandbox().requests().count("GET", "/apis/source.*") > 0);

        assertThat(catalog.isComplete()).isFalse();
        cluster.sandbox().served().replaceWith(FluxReleases.current());
    }

    @Test
    void nothingIsEverWatchedInAShortLivedProcess() {
        WatchedCatalog unwatched = unwatched(cluster);

        assertThat(unwatched.isComplete()).isFalse();
        assertThat(cluster.sandbox().openWatches()).isZero();
    }

    private List<ObjectKey> found() {
        return catalog.by(Set.of(FLEET)).sources();
    }

    private double waitingHints() {
        return metrics.get("wigwag.hints.queue").gauge().value();
    }

    private void create(String name, String url) {
        cluster.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: %s, namespace: team-a}
                spec: {url: "%s", interval: 1m}
                """.formatted(name, url));
    }

    private void edit(String name, Consumer<GenericKubernetesResource> change) {
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", "GitRepository")
                .inNamespace("team-a")
                .withName(name)
                .edit(object -> {
                    change.accept(object);
                    return object;
                });
    }

    private void progress(String name, String handled) {
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", "GitRepository")
                .inNamespace("team-a")
                .withName(name)
                .editStatus(object -> {
                    object.setAdditionalProperty("status", Map.of("lastHandledReconcileAt", handled));
                    return object;
                });
    }
}
