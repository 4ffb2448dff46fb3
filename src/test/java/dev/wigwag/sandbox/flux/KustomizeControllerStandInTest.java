package dev.wigwag.sandbox.flux;

import static dev.wigwag.sandbox.flux.FluxWorld.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.flux.FluxObjects.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KustomizeControllerStandInTest {

    private static final String APPS = "Kustomization/flux-system/apps";
    private static final String CHECKED = ",\"healthChecks\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\","
            + "\"name\":\"cart\",\"namespace\":\"shop\"}]";

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final FluxWorld world = new FluxWorld();
    private final String first = world.commit("apps/cart.yaml", deployment("1"));

    @AfterEach
    void stop() {
        world.close();
    }

    private static String deployment(String tag) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec:
                  template: {spec: {containers: [{name: cart, image: "cart:%s"}]}}
                """.formatted(tag);
    }

    private static String configMap(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: shop}\ndata: {a: b}\n".formatted(name);
    }

    /** The first commit is applied, the events of that are through, and nothing is left to be done. */
    private void begin(String more) {
        world.createSource();
        world.start();
        awaitArtifact();
        world.createKustomization("apps", more);
        awaitApplied("apps", world.tip());
        awaitEvent("info/ReconciliationSucceeded");
    }

    private void awaitArtifact() {
        await().until(() -> world.status(Kind.GitRepository, "fleet")
                .at("/artifact/revision")
                .asText()
                .equals(world.tip()));
    }

    private void awaitEvent(String event) {
        await().until(() -> world.told(APPS).contains(event));
    }

    private void awaitApplied(String name, String revision) {
        await().until(() ->
                world.kustomization(name).path("lastAppliedRevision").asText().equals(revision)
                        && condition(world.kustomization(name), "Ready").startsWith("True"));
    }

    private void awaitReady(String name, String value) {
        await().until(() -> condition(world.kustomization(name), "Ready").equals(value));
    }

    private void awaitTold(String... events) {
        await().untilAsserted(() -> assertThat(world.told(APPS)).containsExactly(events));
    }

    private JsonNode cart() {
        return world.applied("Deployment", "deployments", "apps/v1", "shop", "cart");
    }

    @Test
    void whatIsAppliedIsInTheClusterWithTheLabelsAndTheFieldManagerOfFlux() {
        begin("");

        JsonNode cart = cart();
        assertThat(cart.at("/spec/template/spec/containers/0/image").asText()).isEqualTo("cart:1");
        assertThat(cart.path("metadata")
                        .path("labels")
                        .path("kustomize.toolkit.fluxcd.io/name")
                        .asText())
                .isEqualTo("apps");
        assertThat(cart.path("metadata")
                        .path("labels")
                        .path("kustomize.toolkit.fluxcd.io/namespace")
                        .asText())
                .isEqualTo("flux-system");
        assertThat(cart.at("/metadata/managedFields/0/manager").asText()).isEqualTo("kustomize-controller");
        assertThat(cart.at("/metadata/managedFields/0/operation").asText()).isEqualTo("Apply");
        assertThat(cart.at("/metadata/managedFields/0/time").asText()).isNotBlank();
        JsonNode status = world.kustomization("apps");
        assertThat(status.at("/inventory/entries/0/id").asText()).isEqualTo("shop_cart_apps_Deployment");
        assertThat(status.at("/inventory/entries/0/v").asText()).isEqualTo("v1");
        assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
        assertThat(status.at("/history/0/metadata/revision").asText()).isEqualTo(first);
    }

    @Test
    void theStatusIsWrittenInTheOrderOfTheRealController() {
        begin(CHECKED);
        world.cluster.requests().clear();
        world.events.clear();

        String second = world.commit("apps/cart.yaml", deployment("2"));
        world.fetch("1");
        awaitApplied("apps", second);

        List<JsonNode> writes = world.writes("apps");
        assertThat(writes)
                .extracting(status -> condition(status, "Ready") + " " + condition(status, "Reconciling") + " "
                        + condition(status, "Healthy") + " "
                        + status.path("lastAttemptedRevision").asText().equals(second) + " "
                        + status.path("lastAppliedRevision").asText().equals(second))
                .containsExactly(
                        "Unknown/Progressing True/Progressing True/Succeeded false false",
                        "Unknown/Progressing True/Progressing True/Succeeded true false",
                        "Unknown/Progressing True/Progressing True/Succeeded true false",
                        "Unknown/Progressing True/Progressing Unknown/Progressing true false",
                        "True/ReconciliationSucceeded none True/Succeeded true true");
        awaitTold("info/Progressing", "info/Progressing", "info/ReconciliationSucceeded");
        assertThat(world.events.stream().filter(event -> event.object().equals(APPS)))
                .extracting(FluxEvent::message)
                .satisfies(messages -> {
                    assertThat(messages.get(0)).isEqualTo("Deployment/shop/cart configured");
                    assertThat(messages.get(1)).startsWith("Health check passed in ");
                    assertThat(messages.get(2)).matches("Reconciliation finished in .+s, next run in 1h0m0s");
                });
        assertThat(world.last(APPS).metadata())
                .containsEntry("commit_status", "update")
                .containsEntry("revision", second);
    }

    @Test
    void aCommitThatChangesNothingBelowThePathIsAppliedAndToldAllTheSame() {
        begin(CHECKED);
        world.events.clear();

        String second = world.commit("README.md", "hello");
        world.fetch("1");
        awaitApplied("apps", second);

        awaitTold("info/ReconciliationSucceeded");
        assertThat(world.kustomization("apps").path("history")).hasSize(1);
        assertThat(world.kustomization("apps")
                        .at("/history/0/totalReconciliations")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aFailedHealthCheckKeepsWhatWasAppliedLastAndRecoveryClearsIt() {
        begin(CHECKED);
        world.kustomize.failHealth("apps");
        awaitEvent("error/HealthCheckFailed");
        world.events.clear();

        String second = world.commit("apps/cart.yaml", deployment("2"));
        world.fetch("1");
        await().until(() -> world.kustomization("apps")
                        .path("lastAttemptedRevision")
                        .asText()
                        .equals(second)
                && condition(world.kustomization("apps"), "Ready").equals("False/HealthCheckFailed"));

        JsonNode failed = world.kustomization("apps");
        assertThat(failed.path("lastAppliedRevision").asText()).isEqualTo(first);
        assertThat(condition(failed, "Healthy")).isEqualTo("False/HealthCheckFailed");
        assertThat(condition(failed, "Reconciling")).isEqualTo("True/ProgressingWithRetry");
        assertThat(Conditions.find(failed, "Ready").path("message").asText())
                .contains("[Deployment/shop/cart status: 'Failed']");
        awaitTold("info/Progressing", "error/HealthCheckFailed");
        assertThat(world.last(APPS).metadata()).containsOnlyKeys("revision").containsValue(second);

        world.kustomize.mendHealth();
        awaitApplied("apps", second);
        assertThat(condition(world.kustomization("apps"), "Reconciling")).isEqualTo("none");
        assertThat(condition(world.kustomization("apps"), "Healthy")).isEqualTo("True/Succeeded");
    }

    @Test
    void whatDependsOnAnotherWaitsUntilThatHasAppliedTheVeryRevision() {
        world.commit("base/map.yaml", configMap("base"));
        String begun = world.commit("base/more.yaml", configMap("more"));
        world.createKustomization("base", CHECKED);
        begin(",\"dependsOn\":[{\"name\":\"base\"}]");
        world.kustomize.failHealth("base");
        awaitReady("base", "False/HealthCheckFailed");

        String second = world.commit("apps/cart.yaml", deployment("2"));
        world.fetch("1");
        awaitReady("apps", "False/DependencyNotReady");

        JsonNode waiting = world.kustomization("apps");
        assertThat(Conditions.find(waiting, "Ready").path("message").asText())
                .isEqualTo("dependency 'flux-system/base' is not ready");
        assertThat(waiting.path("lastAttemptedRevision").asText()).isEqualTo(begun);
        await().untilAsserted(() -> {
            FluxEvent told = world.last(APPS);
            assertThat(told.severity() + "/" + told.reason()).isEqualTo("info/DependencyNotReady");
            assertThat(told.metadata()).containsEntry("revision", second);
        });

        world.kustomize.mendHealth();
        awaitApplied("apps", second);
        assertThat(world.kustomization("base").path("lastAppliedRevision").asText())
                .isEqualTo(second);
    }

    @Test
    void aMissingPathFailsWithoutBeingAttempted() {
        world.createSource();
        world.start();
        awaitArtifact();
        world.createKustomization("nowhere", "");
        awaitReady("nowhere", "False/ArtifactFailed");

        JsonNode status = world.kustomization("nowhere");
        assertThat(status.has("lastAttemptedRevision")).isFalse();
        assertThat(condition(status, "Reconciling")).isEqualTo("True/ProgressingWithRetry");
        await().untilAsserted(() -> assertThat(world.told("Kustomization/flux-system/nowhere"))
                .isNotEmpty()
                .containsOnly("error/ArtifactFailed"));
    }

    @Test
    void withoutItsSourceItFailsAndTellsNobody() {
        world.createKustomization("apps", "");
        world.start();
        awaitReady("apps", "False/ArtifactFailed");

        assertThat(world.events).isEmpty();
        world.createSource();
        awaitApplied("apps", first);
    }

    @Test
    void whatIsNoManifestFailsTheBuildAndWhatTheClusterDoesNotKnowTheApply() {
        begin("");
        world.commit("apps/broken.yaml", "just: words\n");
        world.fetch("1");
        awaitReady("apps", "False/BuildFailed");
        assertThat(Conditions.find(world.kustomization("apps"), "Ready")
                        .path("message")
                        .asText())
                .contains("apps/broken.yaml");

        String unknown =
                world.commit("apps/broken.yaml", "apiVersion: a.example/v1\nkind: Thing\nmetadata: {name: x}\n");
        world.fetch("2");
        awaitReady("apps", "False/ReconciliationFailed");
        assertThat(world.kustomization("apps").path("lastAttemptedRevision").asText())
                .isEqualTo(unknown);
        assertThat(world.kustomization("apps").path("lastAppliedRevision").asText())
                .isEqualTo(first);
    }

    @Test
    void whatACommitTakesAwayIsPrunedAndTold() {
        world.commit("apps/map.yaml", configMap("gone"));
        begin("");
        world.events.clear();

        String second = world.remove("apps/map.yaml");
        world.fetch("1");
        awaitApplied("apps", second);

        assertThat(world.applied("ConfigMap", "configmaps", "v1", "shop", "gone")
                        .isMissingNode())
                .isTrue();
        assertThat(cart().isMissingNode()).isFalse();
        awaitTold("info/Progressing", "info/ReconciliationSucceeded");
        assertThat(world.events.stream().filter(event -> event.reason().equals("Progressing")))
                .extracting(FluxEvent::message)
                .containsExactly("ConfigMap/shop/gone deleted");
    }

    @Test
    void aSuspendedOneOnlyMarksRequestsAsHandledAndCatchesUpWhenResumed() {
        begin("");
        world.patch(Kind.Kustomization, "apps", "{\"spec\":{\"suspend\":true}}");
        String second = world.commit("apps/cart.yaml", deployment("2"));
        world.fetch("1");
        world.annotate(Kind.Kustomization, "apps", "now");
        await().until(() -> world.kustomization("apps")
                .path("lastHandledReconcileAt")
                .asText()
                .equals("now"));
        await().until(() -> world.status(Kind.GitRepository, "fleet")
                .at("/artifact/revision")
                .asText()
                .equals(second));

        assertThat(world.kustomization("apps").path("lastAppliedRevision").asText())
                .isEqualTo(first);
        assertThat(cart().at("/spec/template/spec/containers/0/image").asText()).isEqualTo("cart:1");

        world.patch(Kind.Kustomization, "apps", "{\"spec\":{\"suspend\":false}}");
        awaitApplied("apps", second);
        assertThat(world.kustomization("apps").path("observedGeneration").asInt())
                .isEqualTo(3);
    }

    @Test
    void aRequestReconcilesAgainAndIsMarkedAsHandledAtTheEnd() {
        begin("");
        world.events.clear();

        world.annotate(Kind.Kustomization, "apps", "t1");
        await().until(() -> world.kustomization("apps")
                .path("lastHandledReconcileAt")
                .asText()
                .equals("t1"));

        awaitTold("info/ReconciliationSucceeded");
        assertThat(world.kustomization("apps").path("lastAppliedRevision").asText())
                .isEqualTo(first);
    }

    @Test
    void theIntervalReconcilesAgainAndAgainAndTellsOfItEveryTime() {
        world.createSource();
        world.createKustomization("apps", "");
        world.patch(Kind.Kustomization, "apps", "{\"spec\":{\"interval\":\"1s\"}}");
        world.start();

        await().until(() -> world.told(APPS).stream()
                        .filter("info/ReconciliationSucceeded"::equals)
                        .count()
                >= 2);
    }

    @Test
    void aDeletedOneTakesWhatItAppliedWithItAndTellsSoUnderTheReasonOfItsSuccess() {
        begin("");
        world.events.clear();

        world.cluster
                .administrator()
                .resource("{\"apiVersion\":\"kustomize.toolkit.fluxcd.io/v1\",\"kind\":\"Kustomization\","
                        + "\"metadata\":{\"name\":\"apps\",\"namespace\":\"flux-system\"}}")
                .delete();
        await().until(() -> world.get(Kind.Kustomization, "apps").isMissingNode());

        assertThat(cart().isMissingNode()).isTrue();
        awaitTold("info/ReconciliationSucceeded");
        assertThat(world.last(APPS).message()).isEqualTo("Deployment/shop/cart deleted");
        assertThat(world.last(APPS).metadata()).doesNotContainKey("commit_status");
    }

    @Test
    void afterTheEndNothingIsReconciledAndNoThreadIsLeft() {
        begin("");
        world.kustomize.close();
        world.helm.close();

        world.annotate(Kind.Kustomization, "apps", "late");

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .noneMatch(thread -> thread.getName().equals("sandbox-Kustomization")));
        assertThat(world.kustomization("apps").has("lastHandledReconcileAt")).isFalse();
    }
}
