package dev.wigwag.flagger;

import static dev.wigwag.flagger.FlaggerEvents.basic;
import static dev.wigwag.flagger.FlaggerEvents.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.engine.Decide;
import dev.wigwag.engine.Decision;
import dev.wigwag.engine.Order;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flagger.FlaggerStandIn;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gates over HTTP, asked by the sandbox's Flagger and by who else may come. */
@QuarkusTest
@TestProfile(FlaggerGatesTest.WithTenants.class)
@Timeout(120)
class FlaggerGatesTest {
    private static final String TOKEN = "platform-token";
    private static final String ASK =
            "{\"name\":\"other\",\"namespace\":\"test\",\"phase\":\"Progressing\",\"checksum\":\"7d7b5f964c\"}";
    private static final ObjectKey CANARY = new ObjectKey("Canary", "test", "podinfo");

    public static final class WithTenants implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("wigwag.flagger.tokens", "wigwag-sandbox-flagger," + TOKEN + ",team-* => tenants-token");
        }
    }

    @Inject
    SandboxCluster cluster;

    @Inject
    FlaggerStandIn flagger;

    @Inject
    Decide decide;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/flagger/gates/")
    URI gates;

    @AfterEach
    void mend() {
        cluster.faults().clear();
        cluster.faults().comeBack();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollout", "traffic", "promotion", "rollback"})
    void withoutADecisionAGateIsHeldWithAReasonInALine(String gate) throws Exception {
        HttpResponse<String> answer = ask(gate, ASK, basic("flagger", TOKEN));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(answer.body()).isNotBlank().hasSizeLessThanOrEqualTo(200).doesNotContain("\n", TOKEN);
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Other, x",
        "Authorization, Bearer",
        "Authorization, Basic Zmxh",
        "Authorization, Bearer forged-hunter2",
        "Authorization, Basic Zmxh: hunter2"
    })
    void withoutALiveTokenItIs401(String header, String value) throws Exception {
        HttpResponse<String> answer = post(gates.resolve("rollback"), ASK, header, value);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).hasSizeLessThanOrEqualTo(200).doesNotContain("hunter2", TOKEN);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aTokenBoundToOtherNamespacesIsHeld() throws Exception {
        HttpResponse<String> answer = ask("promotion", ASK, "Bearer tenants-token");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("bound to other namespaces");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"name\":\"podinfo\"}",
                "{\"name\":\"../../x\",\"namespace\":\"test\"}",
                "{\"name\":{},\"namespace\":\"test\"}",
                "{\"name\":\"nobody\",\"namespace\":\"nowhere\"}",
                "\u0000"
            })
    void aBodyThatNamesNoCanaryIsHeld(String body) throws Exception {
        for (Gate gate : Gate.values()) {
            assertThat(ask(gate.name(), body, "Bearer " + TOKEN).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aHugeBodyIsHeld() throws Exception {
        String huge = "{\"metadata\":{\"x\":\"" + "y".repeat(5_000_000) + "\"}}";

        assertThat(ask("rollback", huge, "Bearer " + TOKEN).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rollbacks", "rollback/", "rollback/x", "nothing", "ROLLBACK"})
    void aPathThatIsNoGateIsHeld(String path) throws Exception {
        assertThat(ask(path, ASK, "Bearer " + TOKEN).statusCode()).isEqualTo(403);
    }

    @Test
    void aStoreThatIsDownHolds() throws Exception {
        cluster.faults().goDown(Faults.Outage.UNAVAILABLE);

        for (Gate gate : Gate.values()) {
            HttpResponse<String> answer = ask(gate.name(), ASK, "Bearer " + TOKEN);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo("Wigwag cannot read or write the cluster now; held, Flagger asks again.");
        }
    }

    @Test
    void aStoreThatIsSlowHoldsInTime() throws Exception {
        cluster.faults().delay("GET", ".*/canaries/other", Duration.ofSeconds(6));
        long begun = System.nanoTime();

        HttpResponse<String> answer = ask("rollback", ASK, "Bearer " + TOKEN);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("in time");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void answersAreCounted() throws Exception {
        double before = metrics.counter("wigwag.gates", "gate", "other", "answer", "refused")
                .count();

        ask("nothing", ASK, "Bearer " + TOKEN);

        assertThat(metrics.counter("wigwag.gates", "gate", "other", "answer", "refused")
                        .count())
                .isEqualTo(before + 1);
    }

    /** The whole story: waits and is promoted, is rolled back by order, and the order does not end the run after. */
    @Test
    void aCanaryWaitsAtEveryGateForAPersonAndAnOrderEndsItsOwnRunOnly() {
        // Flux brings the repository's own webhooks once, and would do so again.
        Resource<GenericKubernetesResource> flux = cluster.administrator()
                .genericKubernetesResources("kustomize.toolkit.fluxcd.io/v1", "Kustomization")
                .inNamespace("flux-system")
                .withName("podinfo");
        await().atMost(Duration.ofSeconds(30)).until(() -> flux.get().get("status", "lastAppliedRevision") != null);
        patch(flux, "{\"spec\":{\"suspend\":true}}");
        String gate = "http://flagger:" + TOKEN + "@wigwag.wigwag/flagger/gates/";
        // An apply that is under way comes after the suspension.
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(30)).until(() -> {
            boolean asks = canary().get().getAdditionalProperties().toString().contains(gate);
            if (!asks) {
                patch(canary(), """
                        {"spec": {"suspend": true, "analysis": {
                         "stepWeight": 20, "maxWeight": 40, "stepWeights": null, "webhooks": [
                          {"name": "start", "type": "confirm-rollout", "url": "%1$srollout"},
                          {"name": "step", "type": "confirm-traffic-increase", "url": "%1$straffic"},
                          {"name": "promote", "type": "confirm-promotion", "url": "%1$spromotion"},
                          {"name": "stop", "type": "rollback", "url": "%1$srollback"}]}}}""".formatted(gate));
            }
            return asks;
        });
        // What is told while suspended shows that Flagger has read the new webhooks.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> flagger.told().stream()
                        .anyMatch(told -> told.message().equals("skipping canary run as object is suspended")));
        restart("first");
        patch(canary(), "{\"spec\":{\"suspend\":false}}");
        awaitPhase("Waiting");
        approveWhatWaits(Gate.rollout);
        awaitPhase("Progressing");
        approveWhatWaits(Gate.traffic);
        awaitPhase("WaitingPromotion");
        approveWhatWaits(Gate.promotion);
        awaitPhase("Succeeded");

        restart("second");
        awaitPhase("Waiting");
        approveWhatWaits(Gate.rollout);
        awaitPhase("Progressing");
        awaitTaken(Optional.of(Gate.rollback));
        awaitPhase("Failed");

        restart("third");
        awaitPhase("Waiting");
        approveWhatWaits(Gate.rollout);
        awaitPhase("Progressing");
        approveWhatWaits(Gate.traffic);
        awaitPhase("WaitingPromotion");
        approveWhatWaits(Gate.promotion);
        awaitPhase("Succeeded");
        assertThat(metrics.counter("wigwag.gates", "gate", "rollback", "answer", "open")
                        .count())
                .isEqualTo(1);
    }

    /** The ledger knows by itself where the run waits, as the questions have told it. */
    private void approveWhatWaits(Gate gate) {
        Decision.Taken taken = awaitTaken(Optional.empty());
        assertThat(taken.approval().gate()).isEqualTo(gate);
    }

    private Decision.Taken awaitTaken(Optional<Gate> gate) {
        Order order = new Order(CANARY, Optional.empty(), gate, "slack:U024BE7LH", Optional.empty());
        return (Decision.Taken) await().atMost(Duration.ofSeconds(30))
                .until(() -> decide.decide(order, run -> Optional.empty()), Decision.Taken.class::isInstance);
    }

    private void awaitPhase(String phase) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> canary().get().<String>get("status", "phase"), phase::equals);
    }

    private void restart(String stamp) {
        patch(
                resource("apps/v1", "Deployment"),
                "{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"restarted\":\"" + stamp + "\"}}}}}");
    }

    private Resource<GenericKubernetesResource> canary() {
        return resource("flagger.app/v1beta1", "Canary");
    }

    private Resource<GenericKubernetesResource> resource(String version, String kind) {
        return cluster.administrator()
                .genericKubernetesResources(version, kind)
                .inNamespace("test")
                .withName("podinfo");
    }

    private static void patch(Resource<GenericKubernetesResource> object, String json) {
        object.patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    private HttpResponse<String> ask(String gate, String body, String authorization) throws Exception {
        return post(gates.resolve(gate), body, "Authorization", authorization);
    }
}
