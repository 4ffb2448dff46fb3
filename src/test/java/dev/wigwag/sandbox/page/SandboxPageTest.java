package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.TreeFile;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SandboxPageTest {

    private static final ResourceDefinitionContext GIT_REPOSITORY = new ResourceDefinitionContext.Builder()
            .withGroup("source.toolkit.fluxcd.io")
            .withVersion("v1")
            .withKind("GitRepository")
            .withPlural("gitrepositories")
            .withNamespaced(true)
            .build();

    @Inject
    KubernetesClient client;

    @Inject
    SandboxCluster cluster;

    @Inject
    GitForge forge;

    @Inject
    SourceControllerStandIn sourceController;

    @Test
    void theApplicationsOwnClientTalksToTheSandbox() {
        assertThat(client.getConfiguration().getMasterUrl()).startsWith(cluster.url());
        assertThat(client.getConfiguration().getOauthToken())
                .isEqualTo(cluster.clientConfig().getOauthToken());

        GenericKubernetesResource gitops = client.genericKubernetesResources(GIT_REPOSITORY)
                .inNamespace("flux-system")
                .withName("gitops")
                .get();

        assertThat(gitops.<String>get("spec", "url")).isEqualTo(forge.url());
    }

    @ParameterizedTest
    @CsvSource({
        "/sandbox,text/html,Commit and push",
        "/sandbox/page.css,text/css,prefers-color-scheme",
        "/sandbox/page.js,text/javascript,/sandbox/state"
    })
    void servesThePageWithoutForeignAssets(String path, String type, String content) {
        String body = when().get(path)
                .then()
                .statusCode(200)
                .contentType(type)
                .header("Content-Security-Policy", "default-src 'self'; img-src data:")
                .extract()
                .asString();

        assertThat(body).contains(content).doesNotContain("http://", "https://");
    }

    @Test
    void aPressCommitsAndDeliversASignedPushToThisProcess() {
        String before = forge.commitOf("refs/heads/main").orElseThrow();

        JsonPath pressed = given().queryParam("message", "Grüße & more")
                .post("/sandbox/push")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        String after = forge.commitOf("refs/heads/main").orElseThrow();
        Map<String, String> headers = pressed.getMap("delivery.headers");
        assertThat(after).isNotEqualTo(before);
        assertThat(forge.info(after).orElseThrow().message()).isEqualTo("Grüße & more");
        assertThat(headers).containsEntry("X-GitHub-Event", "push").containsKey("X-Hub-Signature-256");
        assertThat(pressed.getString("delivery.body")).contains("\"after\":\"" + after + "\"");
        assertThat(pressed.getInt("answer.status")).as("somebody answered").isPositive();
        assertThat(when().get("/sandbox/state").jsonPath().getString("last.delivery.guid"))
                .isEqualTo(headers.get("X-GitHub-Delivery"));
    }

    @Test
    void aNewBranchBeginsAtMainAndATagNeedsNoCommit() {
        given().queryParam("branch", "feature/x").post("/sandbox/push").then().statusCode(200);
        given().queryParam("branch", "feature/x")
                .queryParam("tag", "v1.2.3")
                .queryParam("form", "true")
                .post("/sandbox/push")
                .then()
                .statusCode(200);

        String tip = forge.commitOf("refs/heads/feature/x").orElseThrow();
        assertThat(forge.files(tip)).extracting("path").contains("infra/linkerd/release.yaml");
        assertThat(forge.tags()).containsEntry("v1.2.3", tip);
    }

    @ParameterizedTest
    @CsvSource({"a..b,''", "main,a b", "not-there,v9"})
    void aNameThatCannotBeIsA400WithTheReason(String branch, String tag) {
        String detail = given().queryParam("branch", branch)
                .queryParam("tag", tag)
                .post("/sandbox/push")
                .then()
                .statusCode(400)
                .extract()
                .path("detail");

        assertThat(detail).isNotBlank();
    }

    @Test
    void withinFiveSecondsOfThePressTheStateShowsRequestHandledMarkerArtifactAndRollout() {
        int status = given().queryParam("message", "Second")
                .post("/sandbox/push")
                .then()
                .statusCode(200)
                .extract()
                .path("answer.status");
        assertThat(status).isEqualTo(202);
        String tip = forge.commitOf("refs/heads/main").orElseThrow();

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            JsonPath state = when().get("/sandbox/state").jsonPath();
            assertThat(state.getString("sources[0].requestedAt")).startsWith("wigwag-");
            assertThat(state.getString("sources[0].lastHandledReconcileAt"))
                    .isEqualTo(state.getString("sources[0].requestedAt"));
            assertThat(state.getString("sources[0].revision")).isEqualTo("main@sha1:" + tip);
            assertThat(state.getString("sources[0].ready")).isEqualTo("True");
            assertThat(state.getList("rollouts.name", String.class))
                    .contains("flux-system/gitops-" + tip.substring(0, 12));
        });
    }

    @Test
    void theStateShowsKustomizationsAndTheNewestRolloutFirst() {
        for (String name : new String[] {"gitops-000000000001", "gitops-000000000002"}) {
            client.resource("""
                    {"apiVersion":"wigwag.dev/v1alpha1","kind":"Rollout","metadata":{"name":"%s","namespace":"elsewhere"},
                     "spec":{"revision":"main@sha1:1"}}""".formatted(name)).create();
        }

        JsonPath state =
                when().get("/sandbox/state").then().statusCode(200).extract().jsonPath();

        assertThat(state.getList("kustomizations.name", String.class))
                .containsExactlyInAnyOrder(
                        "flux-system/linkerd", "flux-system/linkerd-viz", "flux-system/flagger", "flux-system/podinfo");
        assertThat(state.getList("rollouts.name", String.class))
                .contains("elsewhere/gitops-000000000001", "elsewhere/gitops-000000000002");
        assertThat(state.getList("rollouts.created", String.class)).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aPressIsAppliedInOrderAndItsEventsReachThisProcess() {
        given().queryParam("message", "Third").post("/sandbox/push").then().statusCode(200);
        String revision = "main@sha1:" + forge.commitOf("refs/heads/main").orElseThrow();

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            JsonPath state = when().get("/sandbox/state").jsonPath();
            assertThat(state.getList("kustomizations.revision", String.class)).containsOnly(revision);
            assertThat(state.getList("kustomizations.ready", String.class)).containsOnly("True");
            assertThat(state.getList("events.findAll { it.answer > 0 }.object", String.class))
                    .contains("GitRepository/flux-system/gitops", "Kustomization/flux-system/podinfo");
        });
    }

    @Test
    void aSwitchFailsAHealthCheckAndTakesItBack() {
        JsonPath on = flip("fail-health", "podinfo", 200);
        assertThat(on.getString("'fail-health'")).isEqualTo("podinfo");
        awaitPodinfo("False");
        assertThat(when().get("/sandbox/state").jsonPath().getString("switches.'fail-health'"))
                .isEqualTo("podinfo");

        flip("fail-health", "off", 200);

        awaitPodinfo("True");
    }

    @Test
    void aSwitchSuspendsAKustomizationAndLetsItGoOn() {
        flip("suspend", "linkerd", 200);
        assertThat(suspended()).containsExactly("flux-system/linkerd");
        flip("suspend", "flagger", 200);
        assertThat(suspended()).as("one at a time").containsExactly("flux-system/flagger");

        flip("suspend", "off", 200);

        assertThat(suspended()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "drop-events,25",
        "double-events,on",
        "delay-events,50%",
        "reorder-events,100",
        "fail-helm,flagger",
        "strategy,blue-green",
        "fail-metric,97.32",
        "fail-pods,image-pull",
        "stuck-promotion,on",
        "close-gate,promotion",
        "roll-back,on",
        "drop-canary-events,25",
        "double-canary-events,on",
        "delay-canary-events,50%",
        "reorder-canary-events,100",
        "fail-slack,25",
        "late-slack,on",
        "fail-github,50%"
    })
    void aSwitchIsShownAsItWasSetUntilItIsTakenBack(String name, String value) {
        assertThat(flip(name, value, 200).getString("'" + name + "'")).isEqualTo(value);
        assertThat(flip(name, "off", 200).getString("'" + name + "'")).isEqualTo("off");
    }

    @ParameterizedTest
    @CsvSource({
        "nope,on,There is no switch",
        "fail-health,nope,There is no Kustomization",
        "suspend,nope,There is no Kustomization",
        "drop-events,many,no percentage",
        "drop-events,101,from 0 to 1",
        "strategy,nope,There is no strategy",
        "fail-pods,nope,There is no trouble of pods",
        "close-gate,nope,There is no gate",
        "fail-metric,nope,no percentage",
        "drop-canary-events,many,no percentage",
        "fail-slack,many,no percentage",
        "late-slack,101,from 0 to 100",
        "fail-github,-1,from 0 to 100",
        "fail-github,NaN,from 0 to 100",
        "break-fetch,'',Say what to set"
    })
    void aSwitchThatCannotBeSetIsA400WithTheReason(String name, String value, String reason) {
        assertThat(flip(name, value, 400).getString("detail")).contains(reason);
        assertThat(when().get("/sandbox/state").jsonPath().getMap("switches").values())
                .containsOnly("off");
    }

    @ParameterizedTest
    @CsvSource({
        "podinfo,apps/podinfo/deployment.yaml",
        "config,apps/podinfo/config.yaml",
        "flagger,infra/flagger/release.yaml",
        "docs,README.md"
    })
    void aPushTouchesWhatItIsAskedTo(String touch, String path) {
        Map<String, String> before = blobs();

        given().queryParam("touch", touch).post("/sandbox/push").then().statusCode(200);

        Map<String, String> after = blobs();
        assertThat(after.keySet().stream()
                        .filter(each -> !after.get(each).equals(before.get(each)))
                        .filter(each -> !each.equals("apps/podinfo/canary.yaml")))
                .containsExactly(path);
    }

    @Test
    void aPushThatTouchesNothingKnownIsA400() {
        given().queryParam("touch", "nope").post("/sandbox/push").then().statusCode(400);
    }

    @Test
    void theNextPushBringsTheChosenStrategy() {
        flip("strategy", "ab", 200);
        given().post("/sandbox/push").then().statusCode(200);
        assertThat(canaryManifest()).contains("iterations: 10", "match:").doesNotContain("stepWeight");

        flip("strategy", "off", 200);
        given().post("/sandbox/push").then().statusCode(200);

        assertThat(canaryManifest()).contains("stepWeight: 5", "maxWeight: 95").doesNotContain("iterations");
    }

    @Test
    void theGatesFollowTheirSwitches() {
        assertThat(gate("promotion")).isEqualTo(200);
        assertThat(gate("rollback")).isEqualTo(403);
        assertThat(gate("unheard-of")).isEqualTo(403);
        when().post("/sandbox/loadtester/").then().statusCode(202);

        flip("close-gate", "promotion", 200);
        assertThat(gate("promotion")).isEqualTo(403);
        assertThat(gate("traffic")).isEqualTo(200);
        flip("close-gate", "off", 200);
        flip("roll-back", "on", 200);
        assertThat(gate("rollback")).isEqualTo(200);

        flip("roll-back", "off", 200);
        assertThat(gate("rollback")).isEqualTo(403);
    }

    @Test
    void aRestartStartsARunWithoutACommit() {
        String before = forge.commitOf("refs/heads/main").orElseThrow();

        when().post("/sandbox/restart").then().statusCode(204);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(when().get("/sandbox/state").jsonPath().getList("told.message", String.class))
                                .anyMatch(message -> message.startsWith("New revision detected!")));
        assertThat(forge.commitOf("refs/heads/main")).contains(before);
    }

    @Test
    void theStateShowsTheCanaryAsTheClusterHasIt() {
        JsonPath state = when().get("/sandbox/state").jsonPath();

        assertThat(state.getString("canaries[0].name")).isEqualTo("test/podinfo");
        assertThat(state.getInt("canaries[0].threshold")).isEqualTo(5);
        assertThat(state.getString("canaries[0].imageNow")).startsWith("ghcr.io/stefanprodan/podinfo:");
        assertThat(state.getString("canaries[0].message")).isNotBlank();
    }

    private static int gate(String name) {
        return when().post("/sandbox/loadtester/gate/" + name).statusCode();
    }

    private Map<String, String> blobs() {
        return forge.files(forge.commitOf("refs/heads/main").orElseThrow()).stream()
                .collect(Collectors.toMap(TreeFile::path, TreeFile::blob));
    }

    private String canaryManifest() {
        return forge.text(blobs().get("apps/podinfo/canary.yaml"));
    }

    @Test
    void theStateShowsTheStagesOfARollout() {
        client.resource("""
                {"apiVersion":"wigwag.dev/v1alpha1","kind":"Rollout","metadata":{"name":"gitops-000000000003","namespace":"staged"},
                 "spec":{"revision":"main@sha1:3"}}""").create();
        client.resource("""
                {"apiVersion":"wigwag.dev/v1alpha1","kind":"Rollout","metadata":{"name":"gitops-000000000003","namespace":"staged"},
                 "status":{"phase":"Waiting","summary":"1/2 ready","stages":[
                  {"kind":"Kustomization","namespace":"a","name":"b","phase":"Succeeded"},
                  {"kind":"Kustomization","namespace":"a","name":"c","phase":"Waiting","message":"for a/b"},
                  {"kind":"Canary","namespace":"a","name":"d","phase":"Progressing","canary":{"phase":"Progressing","weight":30}}]}}""").patchStatus();

        JsonPath state = when().get("/sandbox/state").jsonPath();

        String line = "rollouts.find { it.name == 'staged/gitops-000000000003' }.";
        assertThat(state.getInt(line + "ready")).isEqualTo(1);
        assertThat(state.getList(line + "stages.object", String.class))
                .containsExactly("Kustomization a/b", "Kustomization a/c", "Canary a/d");
        assertThat(state.getList(line + "stages.phase", String.class))
                .containsExactly("Succeeded", "Waiting", "Progressing");
        assertThat(state.getList(line + "stages.message", String.class)).containsExactly("", "for a/b", "");
        assertThat(state.getInt(line + "stages[2].canary.weight")).isEqualTo(30);
    }

    @Test
    void aFetchThatFailsIsShownOnTheLiveRolloutUntilItWorksAgain() {
        given().queryParam("message", "Fourth")
                .queryParam("touch", "docs")
                .post("/sandbox/push")
                .then()
                .statusCode(200);
        String revision = "main@sha1:" + forge.commitOf("refs/heads/main").orElseThrow();
        String live = "rollouts.find { it.revision == '" + revision + "' }.";
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(state(live + "phase")).isEqualTo("Succeeded"));

        flip("break-fetch", "no route to host", 200);
        askToFetch("broken");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(state(live + "trouble")).endsWith("no route to host"));
        assertThat(state(live + "phase")).isEqualTo("Succeeded");
        flip("break-fetch", "off", 200);
        askToFetch("mended");

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(state(live + "trouble")).isEmpty());
    }

    /** As everybody asks Flux: without a version, whoever else writes meanwhile. */
    private void askToFetch(String token) {
        client.genericKubernetesResources(GIT_REPOSITORY)
                .inNamespace("flux-system")
                .withName("gitops")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"" + token + "\"}}}");
    }

    private static String state(String path) {
        return when().get("/sandbox/state").jsonPath().getString(path);
    }

    private static JsonPath flip(String name, String value, int status) {
        return given().queryParam("name", name)
                .queryParam("value", value)
                .post("/sandbox/switch")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private static void awaitPodinfo(String ready) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(when().get("/sandbox/state")
                                .jsonPath()
                                .getString("kustomizations.find { it.name == 'flux-system/podinfo' }.ready"))
                        .isEqualTo(ready));
    }

    private static List<String> suspended() {
        return when().get("/sandbox/state")
                .jsonPath()
                .getList("kustomizations.findAll { it.suspended }.name", String.class);
    }
}
