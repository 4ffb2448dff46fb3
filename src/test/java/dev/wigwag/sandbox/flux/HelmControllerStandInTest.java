package dev.wigwag.sandbox.flux;

import static dev.wigwag.sandbox.flux.FluxWorld.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.flux.FluxObjects.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HelmControllerStandInTest {

    private static final String CART = "HelmRelease/flux-system/cart";

    private final FluxWorld world = new FluxWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    private static String spec(String version, String more) {
        return "{\"interval\":\"1h\",\"chart\":{\"spec\":{\"chart\":\"cart\",\"version\":\"%s\"}}%s}"
                .formatted(version, more);
    }

    private JsonNode cart() {
        return world.status(Kind.HelmRelease, "cart");
    }

    private void awaitReady(String value, String version) {
        await().until(() -> condition(cart(), "Ready").equals(value)
                && cart().path("lastAttemptedRevision").asText().equals(version));
    }

    private void awaitTold(String... events) {
        await().untilAsserted(() -> assertThat(world.told(CART)).containsExactly(events));
    }

    private void install(String more) {
        world.helm.start();
        world.create("helm.toolkit.fluxcd.io/v2", "HelmRelease", "cart", spec("1.8.1", more));
        awaitReady("True/InstallSucceeded", "1.8.1");
    }

    private void upgrade(String version) {
        world.patch(Kind.HelmRelease, "cart", "{\"spec\":{\"chart\":{\"spec\":{\"version\":\"" + version + "\"}}}}");
    }

    @Test
    void aNewReleaseIsInstalledAndTheChartsVersionIsItsRevision() {
        install("");

        assertThat(world.writes("cart"))
                .extracting(status -> condition(status, "Ready") + " " + condition(status, "Released"))
                .containsExactly("Unknown/Progressing none", "True/InstallSucceeded True/InstallSucceeded");
        assertThat(cart().at("/history/0/chartVersion").asText()).isEqualTo("1.8.1");
        assertThat(cart().at("/history/0/status").asText()).isEqualTo("deployed");
        awaitTold("info/InstallSucceeded");
        assertThat(world.last(CART).metadata()).containsEntry("revision", "1.8.1");
        assertThat(world.last(CART).controller()).isEqualTo("helm-controller");
    }

    @Test
    void aChangedSpecIsAnUpgradeAndTheReleaseBeforeIsSuperseded() {
        install("");
        upgrade("1.8.2");
        awaitReady("True/UpgradeSucceeded", "1.8.2");

        assertThat(cart().path("history"))
                .extracting(entry -> entry.path("version").asInt() + " "
                        + entry.path("chartVersion").asText() + " "
                        + entry.path("status").asText())
                .containsExactly("2 1.8.2 deployed", "1 1.8.1 superseded");
        assertThat(cart().path("observedGeneration").asInt()).isEqualTo(2);
        awaitTold("info/InstallSucceeded", "info/UpgradeSucceeded");
    }

    @Test
    void aRequestForAReleaseThatIsAsItShouldBeIsHandledWithoutAnEvent() {
        install("");
        awaitTold("info/InstallSucceeded");

        world.annotate(Kind.HelmRelease, "cart", "t1");
        await().until(() -> cart().path("lastHandledReconcileAt").asText().equals("t1"));

        awaitTold("info/InstallSucceeded");
        assertThat(condition(cart(), "Ready")).isEqualTo("True/InstallSucceeded");
    }

    @Test
    void aFailedUpgradeStallsWhenNoRetriesAreLeftAndRecoversWhenMended() {
        install("");
        world.helm.failRelease("cart");
        upgrade("1.8.2");
        awaitReady("False/UpgradeFailed", "1.8.2");

        assertThat(condition(cart(), "Released")).isEqualTo("False/UpgradeFailed");
        assertThat(condition(cart(), "Stalled")).isEqualTo("True/RetriesExceeded");
        assertThat(condition(cart(), "Reconciling")).isEqualTo("none");
        assertThat(cart().path("upgradeFailures").asInt()).isEqualTo(1);
        assertThat(cart().path("observedGeneration").asInt()).isEqualTo(2);
        awaitTold("info/InstallSucceeded", "error/UpgradeFailed");
        assertThat(world.last(CART).message()).contains("flux-system/cart with chart cart@1.8.2");

        world.helm.mendReleases();
        awaitReady("True/UpgradeSucceeded", "1.8.2");
        assertThat(condition(cart(), "Stalled")).isEqualTo("none");
        assertThat(cart().has("failures")).isFalse();
    }

    @Test
    void whileRetriesAreLeftItIsTriedAgain() {
        install(",\"upgrade\":{\"remediation\":{\"retries\":1}}");
        world.helm.failRelease("cart");
        upgrade("1.8.2");
        awaitTold("info/InstallSucceeded", "error/UpgradeFailed");
        assertThat(cart().path("observedGeneration").asInt()).isEqualTo(1);
        assertThat(condition(cart(), "Reconciling")).isEqualTo("True/ProgressingWithRetry");

        await().until(() -> condition(cart(), "Stalled").equals("True/RetriesExceeded"));

        assertThat(cart().path("upgradeFailures").asInt()).isEqualTo(2);
    }

    @Test
    void aSuspendedOneOnlyMarksRequestsAsHandled() {
        install("");
        world.patch(Kind.HelmRelease, "cart", "{\"spec\":{\"suspend\":true}}");
        upgrade("1.8.2");
        world.annotate(Kind.HelmRelease, "cart", "t1");
        await().until(() -> cart().path("lastHandledReconcileAt").asText().equals("t1"));

        assertThat(cart().path("lastAttemptedRevision").asText()).isEqualTo("1.8.1");
        assertThat(condition(cart(), "Ready")).isEqualTo("True/InstallSucceeded");
    }

    @Test
    void whatAKustomizationAppliesIsReleased() {
        String revision = world.commit("apps/cart.yaml", """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: cart, namespace: flux-system}
                spec: {interval: 1h, chart: {spec: {chart: cart, version: 2.0.0}}}
                """);
        world.createSource();
        world.createKustomization("apps", "");
        world.start();

        awaitReady("True/InstallSucceeded", "2.0.0");

        assertThat(world.get(Kind.HelmRelease, "cart")
                        .path("metadata")
                        .path("labels")
                        .path("kustomize.toolkit.fluxcd.io/name")
                        .asText())
                .isEqualTo("apps");
        await().until(() ->
                world.kustomization("apps").path("lastAppliedRevision").asText().equals(revision));
    }
}
