package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.sandbox.cluster.Faults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What readiness says of a cluster that lacks something. */
class ClusterReadinessTest {
    private final TestCluster cluster = new TestCluster();
    private final Instant noon = Instant.parse("2026-02-03T12:00:00Z");

    private HealthCheckResponse ready() {
        return readiness(Clock.fixed(noon, ZoneOffset.UTC)).call();
    }

    private ClusterReadiness readiness(Clock clock) {
        return new ClusterReadiness(cluster.client(), cluster.served(), clock);
    }

    private static String missing(HealthCheckResponse response) {
        return String.valueOf(
                response.getData().map(data -> data.get("missing")).orElse(""));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aClusterThatHoldsEverythingIsReady() {
        assertThat(ready().getStatus()).isEqualTo(Status.UP);
        assertThat(ready().getData().orElse(Map.of())).isEmpty();
    }

    @Test
    void aRoleThatMayNotListCanariesIsNamedThoughEverythingElseIsThere() {
        cluster.sandbox().faults().deny("list", "canaries.flagger.app");

        assertThat(ready().getStatus()).isEqualTo(Status.DOWN);
        assertThat(missing(ready())).contains("canaries").contains("RBAC");
    }

    @Test
    void aRoleThatMayNotListRolloutsIsNamed() {
        cluster.sandbox().faults().deny("list", "rollouts.wigwag.dev");

        assertThat(ready().getStatus()).isEqualTo(Status.DOWN);
        assertThat(missing(ready())).contains("rollouts").contains("RBAC");
    }

    @Test
    void aClusterWithoutFluxIsToldSo() {
        cluster.sandbox().served().withdraw("source.toolkit.fluxcd.io");

        assertThat(ready().getStatus()).isEqualTo(Status.DOWN);
        assertThat(missing(ready())).contains("install Flux");
    }

    @Test
    void aClusterWithoutFlaggerIsReady() {
        cluster.sandbox().served().withdraw("flagger.app");

        assertThat(ready().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void onceReadyAnApiServerThatIsDownDoesNotTakeItAway() {
        Instant[] now = {noon};
        ClusterReadiness readiness = readiness(new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

        cluster.sandbox().faults().goDown(Faults.Outage.UNAVAILABLE);
        now[0] = noon.plus(Duration.ofSeconds(10));

        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
        assertThat(readiness(Clock.fixed(noon, ZoneOffset.UTC)).call().getStatus())
                .isEqualTo(Status.DOWN);
    }
}
