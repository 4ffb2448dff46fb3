package dev.wigwag.pitfalls;

import static dev.wigwag.pitfalls.Fleet.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the objects of a rollout say of themselves, and how they are found: pitfalls of flux.md §13. */
@Timeout(60)
class MemberPitfallsTest {
    private static final String LABELS =
            "{kustomize.toolkit.fluxcd.io/name: %s, kustomize.toolkit.fluxcd.io/namespace: flux-system}";

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @DisplayName("24: lastAttemptedRevision stays behind without artifact, path or dependency")
    @CsvSource(
            delimiter = '|',
            value = {
                "ArtifactFailed | kustomization path not found | Failed: kustomization path not found",
                "ArtifactFailed | artifact download failed | Failed: artifact download failed",
                "DependencyNotReady | dependency 'flux-system/infra' is not ready | Waiting: waits for infra"
            })
    void anObjectThatHasNotEvenAttemptedTheRevisionIsReadByItsReady(String reason, String message, String stage) {
        fleet.at('a').with("apps", 'a').look();
        fleet.fetched('b');
        fleet.kustomization("apps", 'a', 'a', "False", reason, message);

        fleet.look();

        assertThat(fleet.stages('b').get("Kustomization/apps")).startsWith(stage.substring(0, stage.indexOf(':')));
        assertThat(fleet.stages('b').get("Kustomization/apps")).contains(stage.substring(stage.indexOf(':') + 2));
        assertThat(fleet.rollout('a').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    @DisplayName("33: labels may name a Kustomization of another cluster")
    void anObjectThatAnotherClustersFluxAppliesConcernsNobodyHere() {
        fleet.at('a').with("apps", 'a').look();
        fleet.cluster.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop, labels: %s}
                """.formatted(LABELS.formatted("edge-cluster")));
        ObjectKey cart = new ObjectKey("Deployment", "shop", "cart");
        fleet.cluster.sandbox().requests().clear();

        assertThat(fleet.process.hearHint(cart)).isZero();

        assertThat(fleet.process.trace(cart)).isEmpty();
        assertThat(fleet.cluster.sandbox().requests().matching("POST|PUT|PATCH|DELETE", ".*"))
                .isEmpty();
    }

    @Test
    @DisplayName("34: pods bear no labels of Flux")
    void aPodLeadsToItsRolloutOverItsOwners() {
        fleet.at('a').with("apps", 'a');
        owned("apps/v1", "Deployment", "cart", "labels: " + LABELS.formatted("apps"));
        owned("apps/v1", "ReplicaSet", "cart-6b7", owner("Deployment", "cart"));
        owned("v1", "Pod", "cart-6b7-x2kvm", owner("ReplicaSet", "cart-6b7"));
        owned("v1", "Pod", "stray", owner("ReplicaSet", "gone"));

        assertThat(fleet.process.hearHint(new ObjectKey("Pod", "shop", "stray")))
                .isZero();
        assertThat(fleet.process.hearHint(new ObjectKey("Pod", "shop", "cart-6b7-x2kvm")))
                .isEqualTo(1);

        assertThat(fleet.rollout('a').phase()).isEqualTo(Phase.Succeeded);
    }

    @Test
    @DisplayName("38: observedGeneration stays behind while a generation fails")
    void aFailureIsToldThoughItsGenerationCountsAsUnobserved() {
        fleet.at('b').with("apps", 'b');
        fleet.cluster.create("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: cart, namespace: flux-system, labels: %s}
                spec: {interval: 1m}
                """.formatted(LABELS.formatted("apps")));
        fleet.spec("Kustomization", "apps", "path", "./other");
        fleet.spec("HelmRelease", "cart", "values", Map.of("replicas", 4));
        assertThat(fleet.live("HelmRelease", "cart").getMetadata().getGeneration())
                .isEqualTo(2);

        fleet.status("Kustomization", "apps", """
                observedGeneration: 1
                lastAttemptedRevision: "%s"
                conditions:
                - {type: Reconciling, status: "True", reason: ProgressingWithRetry, observedGeneration: 2}
                - {type: Ready, status: "False", reason: BuildFailed, message: "bad overlay", observedGeneration: 2}
                """.formatted(revision('b')));
        fleet.status("HelmRelease", "cart", """
                observedGeneration: 1
                conditions:
                - {type: Ready, status: "False", reason: UpgradeFailed, message: "timed out", observedGeneration: 2}
                """);
        fleet.look();

        assertThat(fleet.stages('b').get("Kustomization/apps"))
                .startsWith("Failed")
                .contains("bad overlay");
        assertThat(fleet.stages('b').get("HelmRelease/cart"))
                .startsWith("Failed")
                .contains("timed out");
        assertThat(fleet.rollout('b').phase()).isEqualTo(Phase.Failed);
    }

    @ParameterizedTest
    @DisplayName("39: Ready goes from True to Unknown and back in every interval")
    @ValueSource(strings = {"True", "False"})
    void aReadyThatFlapsIsNoNews(String ready) {
        fleet.at('b').with("apps", 'a');
        char applied = ready.equals("True") ? 'b' : 'a';
        fleet.kustomization("apps", 'b', applied, ready, "HealthCheckFailed", "cart is not ready");
        fleet.process.hearTick();
        String said = fleet.says('b');

        for (int interval = 0; interval < 5; interval++) {
            fleet.kustomization("apps", 'b', applied, "Unknown", "Progressing", "Reconciliation in progress");
            assertThat(fleet.process.hearTick()).isZero();
            fleet.kustomization("apps", 'b', applied, ready, "HealthCheckFailed", "cart is not ready");
            assertThat(fleet.process.hearTick()).isZero();
        }

        assertThat(fleet.says('b')).isEqualTo(said).startsWith(ready.equals("True") ? "Succeeded" : "Failed");
    }

    private void owned(String apiVersion, String kind, String name, String metadata) {
        fleet.cluster.create("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: shop, %s}
                """.formatted(apiVersion, kind, name, metadata));
    }

    private static String owner(String kind, String name) {
        return "ownerReferences: [{apiVersion: apps/v1, kind: %s, name: %s, uid: u}]".formatted(kind, name);
    }
}
