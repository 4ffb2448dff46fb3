package dev.wigwag.flagger;

import static dev.wigwag.flagger.FlaggerEvents.about;
import static dev.wigwag.flagger.FlaggerEvents.post;
import static dev.wigwag.flagger.FlaggerEvents.postAsGo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.AtScaleToZero;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The edge in a process at scale to zero, where a hint is heard before its answer, with tokens bound to namespaces. */
@QuarkusTest
@TestProfile(AtScaleToZero.class)
class ShortLivedFlaggerWebhookTest {
    private static final String MESSAGE = "Advance podinfo.test canary weight 20";
    private static final String PLATFORM = "Bearer platform-token";

    @Inject
    SandboxCluster cluster;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/flagger/event")
    URI edge;

    @AfterEach
    void mend() {
        cluster.faults().clear();
        cluster.faults().comeBack();
    }

    @Test
    void aHintIsHeardBeforeItsAnswer() throws Exception {
        cluster.requests().clear();

        HttpResponse<String> answer = post(edge, about("test", "nobody", MESSAGE), "Authorization", PLATFORM);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"heard\"");
        assertThat(cluster.requests().matching("GET", ".*/namespaces/test/canaries/nobody"))
                .isNotEmpty();
    }

    @Test
    void aSlowClusterIsNotWaitedForLongerThanFlaggerShouldWait() throws Exception {
        Duration slow = Duration.ofSeconds(6);
        cluster.faults().delay("GET", ".*/canaries/nobody", slow);
        long begun = System.nanoTime();

        HttpResponse<String> answer = post(edge, about("test", "nobody", MESSAGE), "Authorization", PLATFORM);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"late\"");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(slow);
        assertThat(EventIntake.PATIENCE).isLessThan(Duration.ofSeconds(1));
        assertThat(metrics.counter("wigwag.deliveries", "edge", "flagger", "event", "AdvanceWeight", "outcome", "late")
                        .count())
                .isPositive();
    }

    @Test
    void aHintThatCannotBeHeardIsRefused() throws Exception {
        cluster.faults().goDown(Faults.Outage.UNAVAILABLE);

        HttpResponse<String> answer = post(edge, about("test", "podinfo", MESSAGE), "Authorization", PLATFORM);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("not-stored");
    }

    @Test
    void aTokenBoundToNamespacesSpeaksForThemAlone() throws Exception {
        assertThat(post(edge, about("team-a", "x", MESSAGE), "Authorization", "Bearer tenants-token")
                        .statusCode())
                .isEqualTo(202);
        cluster.requests().clear();
        HttpResponse<String> foreign =
                post(edge, about("test", "podinfo", MESSAGE), "Authorization", "Bearer tenants-token");

        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(foreign.body()).contains("bound to other namespaces").doesNotContain("tenants-token");
        assertThat(cluster.requests().matching("GET", ".*/canaries/podinfo")).isEmpty();
    }

    @Test
    void aPasswordOfOddCharactersIsPercentEncodedInTheAddress() throws Exception {
        URI address = URI.create("http://flagger:p%40ss%2Fw%3Ard%25%3F%23%C3%BC@" + edge.getHost() + ":"
                + edge.getPort() + edge.getPath());

        assertThat(postAsGo(address, about("test", "nobody", MESSAGE)).statusCode())
                .isEqualTo(202);
    }
}
