package dev.wigwag.knative;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /} as Knative's dispatcher sees it: 2xx with an empty body, or a 5xx that is worth a repeat. */
@QuarkusTest
class HearEventsTest {
    private static final String REFERENCE =
            "{\"apiVersion\":\"source.toolkit.fluxcd.io/v1\",\"kind\":\"GitRepository\",\"name\":\"gitops\","
                    + "\"namespace\":\"flux-system\"}";

    @Inject
    SandboxCluster cluster;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void forget() {
        cluster.requests().clear();
    }

    @AfterEach
    void mend() {
        cluster.faults().clear();
        cluster.faults().comeBack();
    }

    @Test
    void aBinaryReferenceIsLookedAt() {
        assertTaken(given().header("ce-id", "1")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.apiserver.ref.update")
                .header("ce-source", "https://10.96.0.1:443")
                .header("ce-subject", "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories/gitops")
                .contentType("application/json")
                .body(REFERENCE)
                .post("/"));
        assertThat(lookedAtTheSource()).isTrue();
    }

    @Test
    void aStructuredReferenceIsLookedAt() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId("2")
                .withType("dev.knative.apiserver.ref.update")
                .withSource(URI.create("https://10.96.0.1:443"))
                .withData("application/json", REFERENCE.getBytes(StandardCharsets.UTF_8))
                .build();
        byte[] structured = EventFormatProvider.getInstance()
                .resolveFormat(JsonFormat.CONTENT_TYPE)
                .serialize(event);

        assertTaken(given().contentType("application/cloudevents+json; charset=UTF-8")
                .body(structured)
                .post("/"));
        assertThat(lookedAtTheSource()).isTrue();
    }

    @Test
    void aReferenceInPercentEncodedAttributesAloneIsLookedAt() {
        assertTaken(given().header("ce-id", "3")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative%2Eapiserver.ref.update")
                .header("ce-source", "https://10.96.0.1:443")
                .header("ce-kind", "GitRepository")
                .header("ce-namespace", "flux%2Dsystem")
                .header("ce-name", "\"gitops\"")
                .post("/"));
        assertThat(lookedAtTheSource()).isTrue();
    }

    @Test
    void aReferenceToACanaryIsAHintLikeOthers() {
        assertTaken(given().header("ce-id", "8")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.apiserver.ref.update")
                .header("ce-source", "https://10.96.0.1:443")
                .header("ce-subject", "/apis/flagger.app/v1beta1/namespaces/test/canaries/not-there")
                .contentType("application/json")
                .body("{\"apiVersion\":\"flagger.app/v1beta1\",\"kind\":\"Canary\",\"name\":\"not-there\","
                        + "\"namespace\":\"test\"}")
                .post("/"));
        assertThat(cluster.requests().matching("GET", ".*/namespaces/test/canaries/not-there"))
                .isNotEmpty();
    }

    @Test
    void aChangedRolloutIsReadSoThatItIsShownOutside() {
        assertTaken(given().header("ce-id", "9")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.apiserver.ref.update")
                .header("ce-source", "https://10.96.0.1:443")
                .contentType("application/json")
                .body("{\"apiVersion\":\"wigwag.dev/v1alpha1\",\"kind\":\"Rollout\",\"name\":\"not-there\","
                        + "\"namespace\":\"flux-system\"}")
                .post("/"));
        // In a long-lived process it is read behind the answer.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !cluster.requests()
                        .matching("GET", ".*/namespaces/flux-system/rollouts/not-there")
                        .isEmpty());
    }

    @Test
    void aPingTicks() {
        assertTaken(given().header("ce-id", "4")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.sources.ping")
                .header("ce-source", "/apis/v1/namespaces/wigwag/pingsources/tick")
                .contentType("application/json")
                .body("{}")
                .post("/"));
        assertThat(cluster.requests().matching("GET", ".*/gitrepositories")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain                          | hello",
                "application/json                    | {}",
                "application/cloudevents+json        | {",
                "application/cloudevents+json        | []",
                "application/cloudevents+json        | {\"specversion\":\"1.0\"}",
                "application/cloudevents-batch+json  | []",
                "application/x-www-form-urlencoded   | a=b",
            })
    void junkIsAcknowledgedCountedAndForgotten(String type, String body) {
        double before = junk();

        assertTaken(given().contentType(type).body(body).post("/"));

        assertThat(junk()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"kind\":7}", "{\"kind\":\"GitRepository\",\"name\":\"x\"}"})
    void aReferenceToNothingIsJunk(String data) {
        assertTaken(given().header("ce-id", "5")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.apiserver.ref.delete")
                .header("ce-source", "x")
                .contentType("application/json")
                .body(data)
                .post("/"));
    }

    @Test
    void anEventOfAKindWeDoNotFollowIsAcknowledged() {
        assertTaken(given().header("ce-id", "6")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.apiserver.ref.update")
                .header("ce-source", "x")
                .contentType("application/json")
                .body(REFERENCE.replace("GitRepository", "Secret"))
                .post("/"));
        assertThat(cluster.requests().matching("GET", ".*/secrets.*")).isEmpty();
    }

    @Test
    void whenTheApiServerIsDownKnativeIsAskedToComeAgain() {
        cluster.faults().goDown(Faults.Outage.values()[0]);

        Response answer = given().header("ce-id", "7")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.knative.sources.ping")
                .header("ce-source", "x")
                .post("/");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body().asString()).isEmpty();
    }

    @Test
    void theFunctionHasNoPathOfItsOwn() {
        assertThat(given().contentType("application/json")
                        .body("{}")
                        .post("/cloud-events")
                        .statusCode())
                .isEqualTo(404);
    }

    private boolean lookedAtTheSource() {
        return !cluster.requests()
                .matching("GET", ".*/namespaces/flux-system/.*")
                .isEmpty();
    }

    private double junk() {
        return metrics.find("wigwag.deliveries").tag("edge", "events").tag("outcome", "junk").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static void assertTaken(Response answer) {
        assertThat(answer.statusCode()).isBetween(200, 299);
        assertThat(answer.body().asString()).isEmpty();
    }
}
