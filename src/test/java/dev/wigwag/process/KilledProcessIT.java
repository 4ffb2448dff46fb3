package dev.wigwag.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process is killed after one of its writes was stored and before it could go on; then it starts again and GitHub
 * delivers the push once more, or the tick comes. Nothing is lost and nothing doubled.
 */
class KilledProcessIT {
    private static final String SECRET = "a-secret-of-the-tests";
    private static final Map<String, String> SETTINGS = Map.of("WIGWAG_GITHUB_WEBHOOK_SECRETS", SECRET);

    private final SandboxCluster cluster = SandboxCluster.start();
    private final GitForge forge = GitForge.create("acme", "fleet", Clock.systemUTC());
    private final GitHubStandIn github = new GitHubStandIn(forge, SECRET, Clock.systemUTC());
    private Delivery push;
    private String sha;

    @BeforeEach
    void aSourceAndAPush() {
        String yaml = """
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: fleet, namespace: flux-system}
                spec: {url: "https://github.com/acme/fleet", interval: 10m, ref: {branch: main}}
                """;
        cluster.administrator()
                .resource(cluster.administrator()
                        .getKubernetesSerialization()
                        .unmarshal(yaml, GenericKubernetesResource.class))
                .create();
        RefChange change = forge.commit("main", Map.of("app.yaml", "replicas: 3\n"), "Raise replicas", Person.ANA);
        sha = change.after();
        push = github.push(change);
    }

    @AfterEach
    void stop() {
        forge.close();
        cluster.close();
    }

    @ParameterizedTest(name = "killed after {0} {1}, then a {2}")
    @CsvSource({
        "POST,  .*/rollouts,           redelivery",
        "POST,  .*/rollouts,           tick",
        "PATCH, .*/gitrepositories/.*, redelivery",
        "PATCH, .*/gitrepositories/.*, tick",
        "PUT,   .*/rollouts/.*/status, redelivery"
    })
    void nothingIsLostAndNothingDoubled(String method, String path, String next) throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        try (WigwagProcess first = WigwagProcess.start(cluster, SETTINGS)) {
            cluster.faults().afterStored(method, path, () -> {
                if (killed.compareAndSet(false, true)) {
                    first.kill();
                }
            });
            assertThat(github.deliver(push, first.uri("/github")).status()).isZero();
            first.awaitEnd();
        }
        assertThat(killed).isTrue();

        try (WigwagProcess second = WigwagProcess.start(cluster, SETTINGS)) {
            if (next.equals("tick")) {
                assertThat(tick(second).statusCode()).isEqualTo(204);
            }
            assertThat(github.deliver(push, second.uri("/github")).status()).isEqualTo(202);
        }

        assertThat(rollouts()).singleElement().satisfies(rollout -> {
            assertThat(rollout.getMetadata().getName()).isEqualTo("fleet-" + sha.substring(0, 12));
            assertThat(rollout.<Object>get("status", "phase")).isEqualTo("Pending");
            assertThat(rollout.<Object>get("status", "attempt")).isEqualTo(1);
        });
        assertThat(requestedAt())
                .startsWith("wigwag-")
                .isEqualTo(rollouts().get(0).get("spec", "request"));
        assertThat(cluster.requests().matching("POST", ".*/rollouts")).hasSize(1);
    }

    private HttpResponse<String> tick(WigwagProcess process) throws Exception {
        return process.send(HttpRequest.newBuilder(process.uri("/"))
                .header("ce-specversion", "1.0")
                .header("ce-id", "tick-1")
                .header("ce-type", "dev.knative.sources.ping")
                .header("ce-source", "/apis/v1/namespaces/wigwag/pingsources/tick")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private List<GenericKubernetesResource> rollouts() {
        return cluster.administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .list()
                .getItems();
    }

    private String requestedAt() {
        return cluster.administrator()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", "GitRepository")
                .inNamespace("flux-system")
                .withName("fleet")
                .require()
                .getMetadata()
                .getAnnotations()
                .get("reconcile.fluxcd.io/requestedAt");
    }
}
