package dev.wigwag.pitfalls;

import static dev.wigwag.flagger.FlaggerEvents.basic;
import static dev.wigwag.flagger.FlaggerEvents.post;
import static dev.wigwag.flagger.FlaggerEvents.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our answers do to Flagger: pitfalls of flagger.md §11. */
@QuarkusTest
@Timeout(60)
class FlaggerEdgePitfallsTest {
    private static final String TOKEN = basic("flagger", "wigwag-sandbox-flagger");

    /** Every body a hook of another type sends is like this one: it does not say of which type it is. */
    private static final String ASK = "{\"name\":\"podinfo\",\"namespace\":\"test\",\"phase\":\"Succeeded\","
            + "\"checksum\":\"59c4d7f8b6\",\"metadata\":{\"gate\":\"start\"}}";

    @Inject
    SandboxCluster cluster;

    @TestHTTPResource("/")
    URI root;

    @AfterEach
    void mend() {
        cluster.faults().clear();
    }

    @ParameterizedTest
    @DisplayName("1: 204 is a failure, only 200, 201 and 202 pass")
    @ValueSource(
            strings = {
                "Advance podinfo.test canary weight 20",
                "Rollback hook stop not signaling a rollback",
                "skipping canary run as object is suspended",
                "a text of no known kind"
            })
    void everyEventThatIsUnderstoodIsAnswered202(String message) throws Exception {
        assertThat(post(root.resolve("/flagger/event"), saying(message), "Authorization", TOKEN)
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @DisplayName("2: a 200 from a wrong or default handler on the rollback URL rolls healthy canaries back")
    @ValueSource(
            strings = {
                "/flagger",
                "/flagger/",
                "/flagger/gates",
                "/flagger/gates/",
                "/flagger/gates/rollback/x",
                "/flagger/gates/rollbacks",
                "/flagger/gates/unheard-of",
                "/flagger/rollback",
                "/flagger/event/rollback",
                "/flagger/events",
                "/flagger/gates/../gates/nothing",
                "/flagger/gates//",
                "/rollback/check",
                "/gate/check",
                "/gate/approve"
            })
    void noUnknownPathIsEverAYes(String path) throws Exception {
        HttpResponse<String> answer = post(root.resolve(path), ASK, "Authorization", TOKEN);

        assertThat(answer.statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @DisplayName("3: 429 and 5xx lose the body, trigger retries and may be told to wait for very long")
    @ValueSource(strings = {"/flagger/gates/rollout", "/flagger/gates/traffic", "/flagger/gates/promotion"})
    void aGateThatDoesNotOpenIsNoServerErrorAndSaysWhy(String path) throws Exception {
        HttpResponse<String> answer = post(root.resolve(path), ASK, "Authorization", TOKEN);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isNotBlank().hasSizeLessThanOrEqualTo(200).doesNotContain("\n");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    @DisplayName("4: a payload does not say of which type its hook is")
    void whatAsksAtTheAddressForEventsIsAnEventAndAnEventAtAGateIsNoApproval() throws Exception {
        HttpResponse<String> ask = post(root.resolve("/flagger/event"), ASK, "Authorization", TOKEN);
        HttpResponse<String> event = post(
                root.resolve("/flagger/gates/rollback"), saying("Rollback check stop passed"), "Authorization", TOKEN);

        assertThat(ask.statusCode()).isEqualTo(202);
        assertThat(ask.body()).contains("Canary/test/podinfo");
        assertThat(event.statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("16: a slow receiver slows the rollout")
    void anEventIsAcknowledgedBeforeASlowClusterHasBeenLookedAt() throws Exception {
        Duration slow = Duration.ofSeconds(8);
        cluster.faults().delay("GET", ".*/canaries/.*", slow);
        long begun = System.nanoTime();

        HttpResponse<String> answer = post(
                root.resolve("/flagger/event"),
                saying("Advance podinfo.test canary weight 20"),
                "Authorization",
                TOKEN);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(slow);
    }
}
