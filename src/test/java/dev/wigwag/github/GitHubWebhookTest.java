package dev.wigwag.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wigwag.http.Hmac;
import dev.wigwag.http.RawBody;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flux.SourceControllerStandIn;
import dev.wigwag.sandbox.github.BodyForm;
import dev.wigwag.sandbox.github.Delivery;
import dev.wigwag.sandbox.github.Exchange;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.GitHubStandIn;
import dev.wigwag.sandbox.github.Person;
import dev.wigwag.sandbox.github.RefChange;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job over HTTP: signed deliveries as GitHub sends them, on the sandbox's cluster. */
@QuarkusTest
class GitHubWebhookTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern REVISION = Pattern.compile("@sha1:([0-9a-f]{40})");

    @Inject
    SandboxCluster cluster;

    @Inject
    GitForge forge;

    @Inject
    GitHubStandIn github;

    @Inject
    SourceControllerStandIn sourceController;

    @TestHTTPResource("/github")
    URI webhook;

    @AfterEach
    void mend() {
        cluster.faults().clear();
        cluster.faults().comeBack();
        sourceController.heedRequests();
    }

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void aSignedPushIsStoredAndFluxFetchesIt(BodyForm form) throws Exception {
        RefChange change = commit();

        Exchange exchange = github.deliver(github.with(form).push(change), webhook);

        assertThat(exchange.status()).as(exchange.answer()).isEqualTo(202);
        JsonNode answer = JSON.readTree(exchange.answer());
        assertThat(answer.path("outcome").asText()).isEqualTo("stored");
        assertThat(answer.path("commit").asText()).isEqualTo(change.after());
        assertThat(answer.path("sources")).hasSize(1);
        assertThat(answer.at("/sources/0/source").asText()).isEqualTo("GitRepository/flux-system/gitops");
        assertThat(answer.at("/sources/0/outcome").asText()).isEqualTo("requested");
        GenericKubernetesResource rollout = rollout(change);
        assertThat(rollout.<Object>get("status", "phase")).isEqualTo("Pending");
        assertThat(rollout.<Object>get("spec", "commit", "sha")).isEqualTo(change.after());
        assertThat(rollout.<Object>get("spec", "commit", "message")).isEqualTo("Raise replicas");
        assertThat(rollout.<Object>get("spec", "commit", "author")).isEqualTo("Ana");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> String.valueOf(source().require().<Object>get("status", "artifact", "revision"))
                        .endsWith(change.after()));
    }

    @Test
    void theSamePushAgainIsANoOpEvenUnderAnotherDeliveryId() {
        sourceController.ignoreRequests();
        RefChange change = commit();
        Delivery first = github.push(change);
        github.deliver(first, webhook);
        String requested = requestedAt();
        cluster.requests().clear();

        Exchange again = github.deliver(with(first, "X-GitHub-Delivery", "another"), webhook);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.answer()).contains("already-requested");
        assertThat(requestedAt()).isEqualTo(requested);
        assertThat(cluster.requests().matching("PATCH", ".*/gitrepositories/.*"))
                .isEmpty();
        assertThat(cluster.requests().matching("PUT", ".*/rollouts/[^/]+")).isEmpty();
    }

    @Test
    void aPushToAnotherBranchIsExplainedAndWritesNothing() {
        RefChange change = forge.commit("experiment/y", Map.of("x", "1"), "Try", Person.ANA);
        cluster.requests().clear();

        Exchange exchange = github.deliver(github.push(change), webhook);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.answer()).contains("not-followed", "branch main", "experiment/y");
        assertThat(cluster.requests().matching("POST", ".*/rollouts"))
                .noneMatch(request -> request.body().contains(change.after()));
    }

    @Test
    void anAnnotatedTagAndADeletedBranchAreOfNoInterestToABranchSource() {
        RefChange branch = forge.commit("gone", Map.of("x", "1"), "Soon gone", Person.ANA);
        RefChange tag = forge.annotatedTag("v9.9.9", branch.after(), "Release", Person.ANA);
        RefChange deletion = forge.deleteBranch("gone", Person.ANA);

        assertThat(github.deliver(github.push(tag), webhook).status()).isEqualTo(200);
        assertThat(github.deliver(github.push(deletion), webhook).status()).isEqualTo(200);
    }

    @Test
    void aStrangersRepositoryLearnsNothingButACount() throws Exception {
        try (GitForge stranger = GitForge.create("eve", "evil", Clock.systemUTC())) {
            GitHubStandIn eve = new GitHubStandIn(stranger, secret(), Clock.systemUTC());
            RefChange change = stranger.commit("main", Map.of("x", "1"), "Hello", Person.ANA);

            Exchange exchange = eve.deliver(eve.push(change), webhook);

            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.answer()).doesNotContain("flux-system", "gitops");
            assertThat(JSON.readTree(exchange.answer()).path("others").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aPingSaysWhatAPushWouldMeet() {
        Exchange exchange = github.deliver(github.ping(Person.ANA), webhook);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.answer()).contains("GitRepository/flux-system/gitops", "follows");
    }

    @Test
    void anEventWeDoNotKnowIsFine() {
        Exchange exchange = github.deliver(github.delivery("star", JSON.createObjectNode()), webhook);

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.answer()).contains("of-no-interest");
    }

    @Test
    void aWrongSignatureIsRefused() {
        Delivery forged = with(github.push(commit()), "X-Hub-Signature-256", "sha256=" + "0".repeat(64));

        assertProblem(github.deliver(forged, webhook), 401, "wigwag.github.webhook-secrets");
    }

    @Test
    void sha1AloneIsRefused() {
        Delivery old = with(github.push(commit()), "X-Hub-Signature-256", null);

        assertProblem(github.deliver(old, webhook), 401, "X-Hub-Signature-256");
    }

    @Test
    void aDeliveryWithoutAnEventIsMalformed() {
        Delivery nameless = with(github.push(commit()), "X-GitHub-Event", null);

        assertProblem(github.deliver(nameless, webhook), 400, "X-GitHub-Event");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{} {}",
                "{\"ref\":1}",
                "{\"ref\":{}}",
                "{\"ref\":\"refs/heads/main\",\"after\":\"xyz\",\"repository\":{}}",
                "{\"ref\":\"refs/heads/main\",\"after\":\"2222222222222222222222222222222222222222\",\"repository\":"
                        + "{\"full_name\":\"a/b\",\"html_url\":\"https://github.com/a/b\",\"pushed_at\":1e400}}"
            })
    void aSignedBodyThatIsNoPushIsMalformed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(github.push(commit()).headers());
        headers.put("X-Hub-Signature-256", signature(bytes));
        cluster.requests().clear();

        Exchange exchange = github.deliver(new Delivery("d", "push", headers, bytes), webhook);

        assertProblem(exchange, 400, "only GitHub's webhooks post here");
        // What an earlier push or the sandbox's Flux brings about meanwhile is of commits that there are.
        assertThat(cluster.requests().matching("POST", ".*/rollouts"))
                .allMatch(request -> REVISION.matcher(request.body())
                        .results()
                        .allMatch(found -> forge.info(found.group(1)).isPresent()));
    }

    @Test
    void missingRightsAreNamedAndNotStored() {
        cluster.faults().deny("patch", "gitrepositories.source.toolkit.fluxcd.io");

        assertProblem(github.deliver(github.push(commit()), webhook), 503, "k8s/base/rbac.yaml");
    }

    @Test
    void aSilentApiServerIsNamedWithinTheSendersPatience() {
        Delivery push = github.push(commit());
        cluster.faults().goDown(Faults.Outage.values()[0]);

        Exchange exchange = github.deliver(push, webhook);

        assertProblem(exchange, 503, "API server");
        assertThat(exchange.took()).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void afterAnOutageTheRedeliveryIsStored() {
        Delivery push = github.push(commit());
        cluster.faults().goDown(Faults.Outage.values()[0]);
        assertThat(github.deliver(push, webhook).status()).isEqualTo(503);

        cluster.faults().comeBack();

        assertThat(github.deliver(push, webhook).status()).isEqualTo(202);
    }

    @Test
    void aSuspendedSourceIsListedAndNotTouched() {
        suspend(true);
        try {
            String requested = requestedAt();

            Exchange exchange = github.deliver(github.push(commit()), webhook);

            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.answer()).contains("\"suspended\"");
            assertThat(requestedAt()).isEqualTo(requested);
        } finally {
            suspend(false);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(this::isObserved);
        }
    }

    private RefChange commit() {
        return forge.commit("main", Map.of("app.yaml", "run: " + System.nanoTime()), "Raise replicas", Person.ANA);
    }

    private void suspend(boolean suspended) {
        PatchContext merge =
                new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
        source().patch(merge, "{\"spec\":{\"suspend\":" + suspended + "}}");
    }

    private boolean isObserved() {
        GenericKubernetesResource live = source().require();
        return live.<Object>get("status", "observedGeneration")
                .toString()
                .equals(live.getMetadata().getGeneration().toString());
    }

    private Resource<GenericKubernetesResource> source() {
        return cluster.administrator()
                .genericKubernetesResources("source.toolkit.fluxcd.io/v1", "GitRepository")
                .inNamespace("flux-system")
                .withName("gitops");
    }

    private String requestedAt() {
        Map<String, String> annotations = source().require().getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get("reconcile.fluxcd.io/requestedAt");
    }

    private GenericKubernetesResource rollout(RefChange change) {
        return cluster.administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inNamespace("flux-system")
                .withName("gitops-" + change.after().substring(0, 12))
                .require();
    }

    private static String signature(byte[] body) {
        byte[] key = secret().getBytes(StandardCharsets.UTF_8);
        return "sha256=" + HexFormat.of().formatHex(Hmac.sha256(key, RawBody.of(body)));
    }

    private static String secret() {
        return ConfigProvider.getConfig().getValue("wigwag.sandbox.github-secret", String.class);
    }

    private static Delivery with(Delivery delivery, String header, String value) {
        Map<String, String> headers = new LinkedHashMap<>(delivery.headers());
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        return new Delivery(delivery.guid(), delivery.event(), headers, delivery.body());
    }

    private static void assertProblem(Exchange exchange, int status, String detail) {
        assertThat(exchange.status()).as(exchange.answer()).isEqualTo(status);
        try {
            JsonNode problem = JSON.readTree(exchange.answer());
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("detail").asText()).contains(detail);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + exchange.answer(), e);
        }
    }
}
