package dev.wigwag.sandbox.page;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import dev.wigwag.sandbox.github.GitForge;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
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
}
