package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** overlays/deployment: the process that lives long, twice, so that a push always finds one. */
class DeploymentTest {
    private final Deployment deployment =
            Manifests.in(Manifests.DEPLOYMENT, "deployment.yaml", Deployment.class, "wigwag");
    private final PodTemplate template = PodTemplate.of(deployment);

    @Test
    void noPushFindsNobodyWhileAVersionIsReplaced() {
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
                .satisfies(none -> assertThat(none.getIntVal()).isZero());
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxSurge())
                .satisfies(one -> assertThat(one.getIntVal()).isPositive());
    }

    @Test
    void aSecondReplicaAnswersWhileANodeFails() {
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(template.spec().getTopologySpreadConstraints())
                .extracting(TopologySpreadConstraint::getTopologyKey)
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(template.spec().getTopologySpreadConstraints()).allSatisfy(constraint -> {
            assertThat(constraint.getWhenUnsatisfiable())
                    .as("two on one node are better than one")
                    .isEqualTo("ScheduleAnyway");
            assertThat(constraint.getMaxSkew()).isEqualTo(1);
            assertThat(constraint.getLabelSelector().getMatchLabels()).isEqualTo(pods());
        });
    }

    @Test
    void aNodeCanAlwaysBeDrainedButNotBothAtOnce() {
        PodDisruptionBudget budget =
                Manifests.in(Manifests.DEPLOYMENT, "poddisruptionbudget.yaml", PodDisruptionBudget.class, "wigwag");

        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(pods());
        assertThat(budget.getSpec().getMinAvailable()).isNull();
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal())
                .isPositive()
                .isLessThan(deployment.getSpec().getReplicas());
        assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    }

    @Test
    void theProbesAskWhatTheProcessServes() {
        assertThat(template.container().getLivenessProbe().getHttpGet().getPath())
                .isEqualTo("/q/health/live");
        assertThat(template.container().getStartupProbe().getHttpGet().getPath())
                .isEqualTo("/q/health/live");
        assertThat(template.container().getReadinessProbe().getHttpGet().getPath())
                .isEqualTo("/q/health/ready");
    }

    /** 5 s before the stop, 10 s for requests under way, 10 s for what is due outside, 8 s for the work behind them. */
    @Test
    void thereIsTimeForEverythingThatHasBegun() {
        assertThat(template.container().getLifecycle().getPreStop().getSleep().getSeconds())
                .isEqualTo(5);
        assertThat(template.environment("QUARKUS_SHUTDOWN_TIMEOUT")).isEqualTo("10s");
        assertThat(template.spec().getTerminationGracePeriodSeconds()).isGreaterThan(5 + 10 + 10 + 8);
    }

    @Test
    void theProcessMayTalkToTheApiServer() {
        assertThat(template.spec().getServiceAccountName()).isEqualTo("wigwag");
        assertThat(template.spec().getAutomountServiceAccountToken()).isTrue();
    }

    @Test
    void theServiceFindsThePod() {
        Service service = Manifests.in(Manifests.DEPLOYMENT, "service.yaml", Service.class, "wigwag");

        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(template.metadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector())
                .containsAllEntriesOf(pods());
        assertThat(service.getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal())
                        .isEqualTo(template.container().getPorts().get(0).getName()));
        assertThat(template.container().getPorts().get(0).getContainerPort()).isEqualTo(8080);
    }

    private Map<String, String> pods() {
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isNotEmpty();
        return deployment.getSpec().getSelector().getMatchLabels();
    }
}
