package dev.wigwag.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wigwag.HandSetClock;
import dev.wigwag.engine.ClusterException;
import dev.wigwag.sandbox.cluster.Faults;
import dev.wigwag.sandbox.cluster.FluxReleases;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServedVersionsTest {
    private static final Kind GIT = new Kind("source.toolkit.fluxcd.io", "GitRepository", "gitrepositories");
    private static final Kind OCI = new Kind("source.toolkit.fluxcd.io", "OCIRepository", "ocirepositories");

    private final TestCluster cluster = new TestCluster();
    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-11-23T05:00:00Z"));
    private final ServedVersions served = new ServedVersions(cluster.client(), clock);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theVersionIsFoundPerKindNotPerGroup() {
        cluster.sandbox().served().replaceWith(FluxReleases.from20To25());

        assertThat(served.find(GIT).orElseThrow().getVersion()).isEqualTo("v1");
        assertThat(served.find(OCI).orElseThrow().getVersion()).isEqualTo("v1beta2");
    }

    @Test
    void theTutorialsAgeServesBetasOnly() {
        cluster.sandbox().served().replaceWith(FluxReleases.tutorialAge());

        assertThat(served.find(GIT).orElseThrow().getVersion()).startsWith("v1beta");
        assertThat(served.find(OCI).orElseThrow().getVersion()).isEqualTo("v1beta2");
        assertThat(served.find(new Kind("source.toolkit.fluxcd.io", "ExternalArtifact", "externalartifacts")))
                .isEmpty();
    }

    @Test
    void whatWasFoundIsNotAskedForAgainForTenMinutes() {
        served.find(GIT);
        cluster.sandbox().requests().clear();

        clock.pass(Duration.ofMinutes(9));
        served.find(GIT);
        assertThat(cluster.sandbox().requests().all()).isEmpty();

        clock.pass(Duration.ofMinutes(2));
        served.find(GIT);
        assertThat(cluster.sandbox().requests().all()).isNotEmpty();
    }

    @Test
    void whatWasMissingIsLookedForAgainSoon() {
        cluster.sandbox().served().withdraw("source.toolkit.fluxcd.io");
        assertThat(served.find(GIT)).isEmpty();

        cluster.sandbox().served().replaceWith(FluxReleases.current());
        assertThat(served.find(GIT)).isEmpty();
        clock.pass(Duration.ofSeconds(16));
        assertThat(served.find(GIT)).isPresent();
    }

    @Test
    void aVersionThatIsServedNoMoreIsForgotten() {
        ClusterObjects objects = new ClusterObjects(cluster.client(), served);
        assertThat(served.find(GIT).orElseThrow().getVersion()).isEqualTo("v1");
        cluster.sandbox().served().replaceWith(FluxReleases.tutorialAge());

        catchThrowableOfType(ClusterException.class, () -> objects.forEach(GIT, object -> {}));

        assertThat(served.find(GIT).orElseThrow().getVersion()).startsWith("v1beta");
    }

    @Test
    void aClusterThatDoesNotAnswerIsNotTakenForOneWithoutFlux() {
        cluster.sandbox().faults().goDown(Faults.Outage.values()[0]);

        ClusterException down = catchThrowableOfType(ClusterException.class, () -> served.find(GIT));

        assertThat(down.fault()).isEqualTo(ClusterException.Fault.DOWN);
    }
}
