package dev.wigwag.process;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every way into what was packaged, jar or binary, at short living: what a native image lacks shows here and nowhere else.
 *
 * <p>With {@code -Dquarkus.package.jar.aot.enabled=true} on JDK 25 this is the training run as well: what it touches is what
 * starts fast later on, so it goes where the first requests go.
 */
@QuarkusIntegrationTest
@WithTestResource(value = ClusterForThePackaged.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class PackagedApplicationIT {
    private static final String GIT_REPOSITORY = """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: %s, namespace: flux-system}
            spec: {url: "https://github.com/acme/%s", interval: 10m, ref: {branch: main}}
            """;

    SandboxCluster cluster;

    private GitForge forge;

    @BeforeEach
    void aRepository() {
        forge = GitForge.create("acme", "fleet", Clock.systemUTC());
    }

    @AfterEach
    void away() {
        forge.close();
    }

    @Test
    void aPushIsWrittenToTheLedgerAndReadBackByTheApi() throws Exception {
        source("fleet");
        RefChange change = forge.commit("main", Map.of("app.yaml", "replicas: 3\n"), "Raise replicas", Person.ANA);
        GitHubStandIn github = new GitHubStandIn(forge, ClusterForThePackaged.GITHUB_SECRET, Clock.systemUTC());

        assertThat(github.deliver(github.push(change), uri("/github"))).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.answer())
                    .contains("\"outcome\":\"stored\"", "\"source\":\"GitRepository/flux-system/fleet\"");
        });

        String name = "fleet-" + change.after().substring(0, 12);
        GenericKubernetesResource stored = cluster.administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .withName(name)
                .require();
        assertThat(stored.<String>get("spec", "commit", "sha")).isEqualTo(change.after());
        assertThat(stored.<String>get("status", "phase")).isEqualTo("Pending");
        given().header("Authorization", "Bearer " + ClusterForThePackaged.API_TOKEN)
                .get("/api/rollouts/flux-system/" + name)
                .then()
                .statusCode(200)
                .body("spec.commit.sha", equalTo(change.after()))
                .body("status.phase", equalTo("Pending"));
        given().header("Authorization", "Bearer " + ClusterForThePackaged.API_TOKEN)
                .get("/api/rollouts?namespace=flux-system&phase=Pending&source=fleet")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("truncated", equalTo(false));
    }

    @Test
    void aPushWithAWrongSignatureIsRefusedWithAProblem() throws Exception {
        GitHubStandIn stranger = new GitHubStandIn(forge, "another-secret", Clock.systemUTC());
        Delivery push = stranger.push(forge.commit("main", Map.of("a.yaml", "a: 1\n"), "Change a", Person.BEN));

        assertThat(stranger.deliver(push, uri("/github"))).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.answer()).contains("credentials-wrong", "wigwag.github.webhook-secrets");
        });
    }

    @Test
    void fluxIsAnswered() {
        source("heard");

        given().header("Authorization", "Bearer " + ClusterForThePackaged.FLUX_SECRET)
                .contentType("application/json")
                .body("""
                        {"involvedObject": {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository",
                         "namespace": "flux-system", "name": "heard"}, "severity": "info", "reason": "NewArtifact",
                         "timestamp": "2026-11-23T10:00:00Z", "message": "stored artifact", "reportingController": "source-controller"}
                        """)
                .post("/flux")
                .then()
                .statusCode(202)
                .body("object", equalTo("GitRepository/flux-system/heard"));
    }

    @Test
    void flaggerIsAnsweredAndItsGatesStayClosed() {
        String canary = """
                {"name": "podinfo", "namespace": "test", "phase": "Progressing", "checksum": "7d7b5f964c",
                 "metadata": {"eventMessage": "Starting canary analysis for podinfo.test", "eventType": "Normal", "timestamp": "1795428000000"}}
                """;

        given().auth()
                .preemptive()
                .basic("flagger", ClusterForThePackaged.FLAGGER_TOKEN)
                .contentType("application/json")
                .body(canary)
                .post("/flagger/event")
                .then()
                .statusCode(202)
                .body("object", equalTo("Canary/test/podinfo"));
        given().auth()
                .preemptive()
                .basic("flagger", ClusterForThePackaged.FLAGGER_TOKEN)
                .contentType("application/json")
                .body(canary)
                .post("/flagger/gates/rollout")
                .then()
                .statusCode(403);
        given().contentType("application/json")
                .body(canary)
                .post("/flagger/gates/rollout")
                .then()
                .statusCode(401);
    }

    @Test
    void aCloudEventMakesItLookAtTheObject() {
        source("hinted");
        cluster.requests().clear();

        given().header("ce-id", "1")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.apiserver.ref.update")
                .header("ce-source", "https://10.96.0.1:443")
                .header("ce-subject", "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories/hinted")
                .contentType("application/json")
                .body("""
                        {"apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "GitRepository", "name": "hinted",
                         "namespace": "flux-system"}
                        """)
                .post("/")
                .then()
                .statusCode(204)
                .body(emptyString());
        assertThat(cluster.requests().matching("GET", ".*/gitrepositories/hinted"))
                .isNotEmpty();
    }

    @Test
    void aTickTakesItThroughAllSources() {
        source("ticked");
        cluster.requests().clear();

        given().header("ce-id", "tick-1")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.sources.ping")
                .header("ce-source", "/apis/v1/namespaces/wigwag/pingsources/tick")
                .post("/")
                .then()
                .statusCode(204);
        assertThat(cluster.requests().matching("GET", ".*/gitrepositories.*")).isNotEmpty();
    }

    @Test
    void operatorsFindHealthMetricsAndTheApisDescription() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("wigwag_"));
        given().get("/q/openapi?format=json").then().statusCode(200).body("info.title", equalTo("Wigwag"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("title: Wigwag"));
    }

    private void source(String name) {
        cluster.administrator()
                .resource(cluster.administrator()
                        .getKubernetesSerialization()
                        .unmarshal(GIT_REPOSITORY.formatted(name, name), GenericKubernetesResource.class))
                .create();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + RestAssured.port + path);
    }
}
