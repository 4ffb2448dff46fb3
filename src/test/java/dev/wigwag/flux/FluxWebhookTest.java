package dev.wigwag.flux;

import static dev.wigwag.flux.FluxEvents.FINISHED;
import static dev.wigwag.flux.FluxEvents.about;
import static dev.wigwag.flux.FluxEvents.post;
import static dev.wigwag.flux.FluxEvents.signature;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edge over HTTP, in a process that works behind its answers. */
@QuarkusTest
class FluxWebhookTest {
    private static final String SECRET = "wigwag-sandbox-flux";

    @Inject
    SandboxCluster cluster;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/flux")
    URI edge;

    @Test
    void theGoldenVectorsSignatureIsOurs() {
        assertThat(signature("flux-demo-key", FINISHED))
                .isEqualTo("sha256=11a55afee26af38079f40fcc72af94c7b8f7ed346bc1945574b3c1c2be54e77d");
    }

    @Test
    void pitfall12ASignedEventIsAnswered202WithABody() throws Exception {
        double before = counted();

        HttpResponse<String> answer = post(edge, FINISHED, "X-Signature", signature(SECRET, FINISHED));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"outcome\":\"queued\",\"object\":\"Kustomization/flux-system/apps\"}");
        assertThat(counted()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + SECRET, "bearer " + SECRET})
    void pitfall14ATokenInTheHeadersOfAGenericProviderIsAsGood(String authorization) throws Exception {
        assertThat(post(edge, FINISHED, "Authorization", authorization).statusCode())
                .isEqualTo(202);
    }

    @Test
    void eitherProofSuffices() throws Exception {
        String good = signature(SECRET, FINISHED);
        String bad = signature("other", FINISHED);

        assertThat(post(edge, FINISHED, "Authorization", "Bearer wrong", "X-Signature", good)
                        .statusCode())
                .isEqualTo(202);
        assertThat(post(edge, FINISHED, "Authorization", "Bearer " + SECRET, "X-Signature", bad)
                        .statusCode())
                .isEqualTo(202);
        assertThat(post(edge, FINISHED, "Authorization", "Bearer wrong", "X-Signature", bad)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void pitfall13ASignatureOfOtherBytesIsRefused() throws Exception {
        HttpResponse<String> newline = post(edge, FINISHED, "X-Signature", signature(SECRET + "\n", FINISHED));
        HttpResponse<String> pretty = post(edge, FINISHED + " ", "X-Signature", signature(SECRET, FINISHED));

        assertThat(newline.statusCode()).isEqualTo(401);
        assertThat(newline.body()).contains("wigwag.flux.secrets", "newline").doesNotContain(SECRET);
        assertThat(pretty.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Other, x",
        "Authorization, Basic d2lnd2Fn",
        "Authorization, Bearer",
        "X-Signature, sha256=12",
        "X-Signature, sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "X-Hub-Signature-256, sha256=11a55afee26af38079f40fcc72af94c7b8f7ed346bc1945574b3c1c2be54e77d"
    })
    void withoutAnyWellFormedProofNothingIsRead(String header, String value) throws Exception {
        HttpResponse<String> answer = post(edge, FINISHED, header, value);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("credentials-missing", "X-Signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImagePolicy", "HelmRepository", "Alert", "Secret"})
    void kindsThatChangeNoRolloutAreTakenAndLeft(String kind) throws Exception {
        HttpResponse<String> answer = post(
                edge,
                about(kind, "flux-system", "x-" + kind.toLowerCase(java.util.Locale.ROOT)),
                "Authorization",
                "Bearer " + SECRET);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("of-no-interest");
        assertThat(cluster.requests().matching("GET", ".*/x-.*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"involvedObject\":{\"kind\":\"Kustomization\",\"name\":\"x\"}}"})
    void whatIsNoEventIsMalformed(String body) throws Exception {
        HttpResponse<String> answer = post(edge, body, "Authorization", "Bearer " + SECRET);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed", "notification-controller");
    }

    @Test
    void anEventOfMoreThanAMegabyteIsTooLarge() throws Exception {
        assertThat(post(edge, " ".repeat(1024 * 1024 + 1), "Authorization", "Bearer " + SECRET)
                        .statusCode())
                .isEqualTo(413);
    }

    private double counted() {
        return metrics.counter("wigwag.deliveries", "edge", "flux", "event", "Kustomization", "outcome", "queued")
                .count();
    }
}
