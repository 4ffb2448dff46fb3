package dev.wigwag.sandbox.flux;

import static dev.wigwag.sandbox.github.Person.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.FluxReleases;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.RefChange;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceControllerStandInTest {

    private static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

    private final SandboxCluster cluster = SandboxCluster.start();
    private final GitForge forge = GitForge.create("acme", "fleet", Clock.systemUTC());
    private final RefChange first = forge.commit("main", Map.of("a.yaml", "1"), "Begin", ANA);
    private final Forges forges = new Forges();
    private final SourceControllerStandIn standIn = new SourceControllerStandIn(cluster, forges, Clock.systemUTC());
    private String version = "v1";

    SourceControllerStandInTest() {
        forges.register(forge);
        standIn.fetchTime(Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        standIn.close();
        cluster.close();
        forge.close();
    }

    private ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup("source.toolkit.fluxcd.io")
                .withVersion(version)
                .withKind("GitRepository")
                .withPlural("gitrepositories")
                .withNamespaced(true)
                .build();
    }

    private void create(String name, String spec) {
        String object = """
                {"apiVersion":"source.toolkit.fluxcd.io/%s","kind":"GitRepository",
                 "metadata":{"name":"%s","namespace":"flux-system"},"spec":{"interval":"1m"%s}}""".formatted(version, name, spec);
        cluster.client().resource(object).create();
    }

    private void createFleet() {
        create("fleet", ",\"url\":\"ssh://git@GitHub.com/acme/fleet.git\",\"ref\":{\"branch\":\"main\"}");
    }

    private JsonNode status(String name) {
        GenericKubernetesResource found = cluster.client()
                .genericKubernetesResources(context())
                .inNamespace("flux-system")
                .withName(name)
                .get();
        return cluster.client()
                .getKubernetesSerialization()
                .convertValue(found, JsonNode.class)
                .path("status");
    }

    private void request(String name, String token) {
        patch(name, "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    private void patch(String name, String patch) {
        cluster.client()
                .genericKubernetesResources(context())
                .inNamespace("flux-system")
                .withName(name)
                .patch(MERGE, patch);
    }

    private void awaitHandled(String name, String token) {
        await().until(() -> status(name).path("lastHandledReconcileAt").asText().equals(token));
    }

    private void awaitRevision(String name, String revision) {
        await().until(() -> status(name).at("/artifact/revision").asText().equals(revision));
    }

    private static String condition(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText() + "/"
                        + condition.path("reason").asText();
            }
        }
        return "none";
    }

    @Test
    void fetchesANewObjectAndFindsItsForgeWhateverTheFormOfItsAddress() {
        standIn.start();
        createFleet();

        awaitRevision("fleet", "main@sha1:" + first.after());

        assertThat(status("fleet").path("observedGeneration").asInt()).isEqualTo(1);
        assertThat(status("fleet").has("lastHandledReconcileAt")).isFalse();
    }

    @Test
    void writesTheConditionsOfARequestInTheRealOrder() {
        createFleet();
        standIn.start();
        awaitRevision("fleet", "main@sha1:" + first.after());
        List<String> seen = new CopyOnWriteArrayList<>();
        RefChange second = forge.commit("main", Map.of("a.yaml", "2"), "Second", ANA);
        Watch watch = watch(seen);
        request("fleet", "t1");
        awaitHandled("fleet", "t1");
        await().until(() -> seen.size() >= 4);
        watch.close();

        assertThat(seen.subList(seen.size() - 4, seen.size()))
                .containsExactly(
                        "Ready=True/Succeeded Reconciling=none old unhandled",
                        "Ready=True/Succeeded Reconciling=True/Progressing old unhandled",
                        "Ready=Unknown/Progressing Reconciling=True/Progressing old unhandled",
                        "Ready=True/Succeeded Reconciling=none new handled");
        assertThat(status("fleet").at("/artifact/revision").asText()).isEqualTo("main@sha1:" + second.after());
    }

    private Watch watch(List<String> seen) {
        return cluster.client()
                .genericKubernetesResources(context())
                .inNamespace("flux-system")
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource resource) {
                        JsonNode status = cluster.client()
                                .getKubernetesSerialization()
                                .convertValue(resource, JsonNode.class)
                                .path("status");
                        boolean old = status.at("/artifact/revision").asText().endsWith(first.after());
                        seen.add("Ready=" + condition(status, "Ready") + " Reconciling="
                                + condition(status, "Reconciling") + (old ? " old" : " new")
                                + (status.has("lastHandledReconcileAt") ? " handled" : " unhandled"));
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }

    @Test
    void marksTheRequestThatWasThereWhenItBegan() {
        createFleet();
        standIn.start();
        awaitRevision("fleet", "main@sha1:" + first.after());
        standIn.fetchTime(Duration.ofMillis(400));
        request("fleet", "t1");
        await().until(() -> condition(status("fleet"), "Reconciling").startsWith("True"));
        request("fleet", "t2");

        awaitHandled("fleet", "t1");
        awaitHandled("fleet", "t2");
    }

    @Test
    void aBrokenFetchKeepsTheOldArtifactAndRecovers() {
        createFleet();
        standIn.start();
        awaitRevision("fleet", "main@sha1:" + first.after());
        standIn.breakFetch("dial tcp: no route to host");
        RefChange second = forge.commit("main", Map.of("a.yaml", "2"), "Second", ANA);
        request("fleet", "t1");
        awaitHandled("fleet", "t1");

        JsonNode failed = status("fleet");
        assertThat(condition(failed, "Ready")).isEqualTo("False/GitOperationFailed");
        assertThat(condition(failed, "FetchFailed")).isEqualTo("True/GitOperationFailed");
        assertThat(condition(failed, "Reconciling")).isEqualTo("True/ProgressingWithRetry");
        assertThat(failed.at("/artifact/revision").asText()).endsWith(first.after());
        assertThat(failed.toString()).contains("no route to host");

        standIn.mendFetch();
        awaitRevision("fleet", "main@sha1:" + second.after());
        assertThat(condition(status("fleet"), "FetchFailed")).isEqualTo("none");
    }

    @Test
    void aSuspendedObjectIsMarkedHandledAndNotFetched() {
        create("fleet", ",\"url\":\"https://github.com/acme/fleet\",\"suspend\":true,\"ref\":{\"branch\":\"main\"}");
        standIn.start();
        request("fleet", "t1");

        awaitHandled("fleet", "t1");

        assertThat(status("fleet").has("artifact")).isFalse();
        assertThat(status("fleet").has("conditions")).isFalse();
    }

    @Test
    void anUnknownRepositoryFailsAndAWrongAddressStalls() {
        create("unknown", ",\"url\":\"https://github.com/acme/nothing\"");
        create("wrong", ",\"url\":\"git@github.com:acme/fleet.git\"");
        standIn.start();

        await().until(() -> condition(status("unknown"), "Ready").equals("False/GitOperationFailed"));
        await().until(() -> condition(status("wrong"), "Stalled").equals("True/URLInvalid"));
    }

    @Test
    void requestsAreIgnoredWhileTheyAreAndCaughtUpWithLater() {
        createFleet();
        standIn.start();
        awaitRevision("fleet", "main@sha1:" + first.after());
        standIn.ignoreRequests();
        request("fleet", "t1");
        create("probe", ",\"url\":\"https://github.com/acme/fleet\",\"ref\":{\"branch\":\"main\"}");
        awaitRevision("probe", "main@sha1:" + first.after());
        assertThat(status("fleet").has("lastHandledReconcileAt")).isFalse();

        standIn.heedRequests();

        awaitHandled("fleet", "t1");
    }

    @Test
    void anIncludedArtifactIsRecordedAndItsChangeMakesANewDigest() {
        GitForge shared = GitForge.create("acme", "shared", Clock.systemUTC());
        shared.commit("main", Map.of("s.yaml", "1"), "Begin", ANA);
        forges.register(shared);
        create(
                "fleet",
                ",\"url\":\"https://github.com/acme/fleet\",\"ref\":{\"branch\":\"main\"},\"include\":[{\"repository\":{\"name\":\"shared\"}}]");
        standIn.start();
        await().until(() -> condition(status("fleet"), "IncludeUnavailable").equals("True/NoArtifact"));
        create("shared", ",\"url\":\"https://github.com/acme/shared\",\"ref\":{\"branch\":\"main\"}");
        await().until(() -> status("shared").has("artifact"));
        request("fleet", "t1");
        awaitHandled("fleet", "t1");
        JsonNode before = status("fleet");
        assertThat(before.path("includedArtifacts").path(0))
                .isEqualTo(status("shared").path("artifact"));

        RefChange changed = shared.commit("main", Map.of("s.yaml", "2"), "Change", ANA);
        request("shared", "t2");
        awaitRevision("shared", "main@sha1:" + changed.after());
        assertThat(status("fleet").path("includedArtifacts")).isEqualTo(before.path("includedArtifacts"));
        request("fleet", "t3");
        awaitHandled("fleet", "t3");
        shared.close();

        JsonNode after = status("fleet");
        assertThat(after.at("/artifact/revision")).isEqualTo(before.at("/artifact/revision"));
        assertThat(after.at("/artifact/digest")).isNotEqualTo(before.at("/artifact/digest"));
    }

    @Test
    void aChangedReferenceIsFetchedWithoutARequest() {
        createFleet();
        standIn.start();
        awaitRevision("fleet", "main@sha1:" + first.after());
        forge.annotatedTag("v1.4.0", first.after(), "Version", ANA);

        patch("fleet", "{\"spec\":{\"ref\":{\"semver\":\"1.x\"}}}");

        awaitRevision("fleet", "v1.4.0@sha1:" + first.after());
        await().until(() -> status("fleet").path("observedGeneration").asInt() == 2);
    }

    @Test
    void worksInAClusterOfTheTutorialsAge() {
        cluster.served().replaceWith(FluxReleases.tutorialAge());
        version = "v1beta2";
        createFleet();
        standIn.start();

        awaitRevision("fleet", "main@sha1:" + first.after());
    }

    @Test
    void anApiThatIsDownIsWaitedFor() {
        standIn.fetchTime(Duration.ofMillis(400));
        standIn.start();
        createFleet();
        await().until(() -> condition(status("fleet"), "Reconciling").startsWith("True"));
        cluster.faults().goDown(Faults.Outage.UNAVAILABLE);
        int before = refused();
        await().until(() -> refused() > before);
        cluster.faults().comeBack();

        await().until(() -> condition(status("fleet"), "Ready").equals("True/Succeeded"));
    }

    private int refused() {
        return (int) cluster.requests().all().stream()
                .filter(request -> request.status() == 503 && request.path().equals("/apis/source.toolkit.fluxcd.io"))
                .count();
    }
}
