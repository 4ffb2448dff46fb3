package dev.wigwag.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.TestSettings;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.kube.TestCluster;
import dev.wigwag.rollout.LiveMember;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedMembersTest {
    private static final ObjectKey FLEET = new ObjectKey("GitRepository", "flux-system", "fleet");

    private final TestCluster cluster = new TestCluster();
    private final WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of("wigwag.watch", "true"));
    private final KindWatches watches = new KindWatches(cluster.client(), cluster.served(), config);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HintQueue hints = new HintQueue(null, config, metrics);
    private final WatchedMembers members = new WatchedMembers(watches, hints, metrics);

    static WatchedMembers unwatched(TestCluster cluster) {
        WigwagConfig config = TestSettings.of(WigwagConfig.class, Map.of());
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new WatchedMembers(
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
    void aViewNeedsNoListAndFollowsTheCluster() {
        kustomization("apps");
        begin();
        assertThat(keys()).containsExactly("Kustomization/team-a/apps");

        release("cart");
        await().until(() -> keys().size() == 2);
        delete("apps");
        await().until(() -> keys().isEmpty());

        LiveViews views =
                new LiveViews(cluster.objects(), new CurrentMembers(members, new ListedMembers(cluster.objects())));
        cluster.sandbox().requests().clear();
        assertThat(views.of(FLEET)).isPresent();
        assertThat(cluster.sandbox().requests().matching("GET", ".*/(kustomizations|helmreleases)"))
                .isEmpty();
    }

    @Test
    void firstSightIsNoNewsAndWhatJoinsOrGoesLaterIs() {
        kustomization("apps");
        begin();
        assertThat(waiting()).isZero();

        kustomization("late");
        await().until(() -> waiting() == 1);
        release("cart");
        delete("late");
        await().until(() -> keys().equals(List.of("Kustomization/team-a/apps", "HelmRelease/shop/cart")));
        assertThat(waiting()).as("all are hints at one source").isEqualTo(1);
    }

    @Test
    void pitfall39AnIdleKustomizationThatFlapsIsNoNews() {
        kustomization("apps");
        status("apps", "main", "True");
        begin();

        status("apps", "main", "Unknown");
        awaitReady("Unknown");
        status("apps", "main", "True");
        awaitReady("True");
        assertThat(waiting()).isZero();

        status("apps", "next", "True");
        await().until(() -> waiting() == 1);
    }

    @Test
    void aReleaseBelongsToItsKustomizationAsLongAsThatListsIt() {
        kustomization("apps");
        release("cart");
        begin();
        assertThat(keys()).as("the first apply is under way").hasSize(2);

        inventory("shop_cart__Service");
        await().until(() -> keys().equals(List.of("Kustomization/team-a/apps")));
        assertThat(waiting()).as("somebody should look").isEqualTo(1);

        inventory("shop_cart_helm.toolkit.fluxcd.io_HelmRelease");
        await().until(() -> keys().equals(List.of("Kustomization/team-a/apps", "HelmRelease/shop/cart")));
    }

    @Test
    void withoutHelmControllerTheIndexIsCompleteToo() {
        cluster.sandbox().served().withdraw("helm.toolkit.fluxcd.io");
        kustomization("apps");

        begin();

        assertThat(keys()).containsExactly("Kustomization/team-a/apps");
    }

    @Test
    void whatWentWhileAWatchWasBrokenIsForgotten() {
        kustomization("apps");
        kustomization("second");
        begin();

        cluster.sandbox().faults().dropWatches();
        cluster.sandbox().faults().compactHistory();
        delete("second");

        await().until(() -> keys().equals(List.of("Kustomization/team-a/apps")));
    }

    private void begin() {
        watches.start();
        await().until(members::isComplete);
    }

    private List<String> keys() {
        return members.all().membersOf(FLEET).stream()
                .map(member -> member.key().toString())
                .toList();
    }

    private void awaitReady(String state) {
        await().until(() -> members.all().membersOf(FLEET).stream()
                .map(LiveMember::ready)
                .anyMatch(ready -> ready.state().name().equals(state)));
    }

    private double waiting() {
        return metrics.get("wigwag.hints.queue").gauge().value();
    }

    private void kustomization(String name) {
        cluster.create("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %s, namespace: team-a}
                spec: {interval: 1m, sourceRef: {kind: GitRepository, name: fleet, namespace: flux-system}}
                """.formatted(name));
    }

    private void release(String name) {
        cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: %s
                  namespace: shop
                  labels: {kustomize.toolkit.fluxcd.io/name: apps, kustomize.toolkit.fluxcd.io/namespace: team-a}
                spec: {interval: 1m}
                """.formatted(name));
    }

    private void inventory(String id) {
        status("apps", Map.of("inventory", Map.of("entries", List.of(Map.of("id", id, "v", "v1")))));
    }

    private void status(String name, String revision, String ready) {
        status(
                name,
                Map.of(
                        "lastAppliedRevision",
                        revision,
                        "lastAttemptedRevision",
                        revision,
                        "conditions",
                        List.of(Map.of("type", "Ready", "status", ready, "reason", "R" + ready))));
    }

    private void status(String name, Map<String, Object> status) {
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
                .inNamespace("team-a")
                .withName(name)
                .editStatus(object -> {
                    object.setAdditionalProperty("status", status);
                    return object;
                });
    }

    private void delete(String name) {
        cluster.sandbox()
                .administrator()
                .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
                .inNamespace("team-a")
                .withName(name)
                .delete();
    }
}
