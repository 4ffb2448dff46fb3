package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.http.SecretsDirectory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pod keeps to Kubernetes' "restricted" Pod Security Standard, and to what the process needs of its surroundings. */
class PodSecurityTest {
    private final Deployment deployment = Manifests.in("deployment.yaml", Deployment.class, "wigwag");
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().get(0);

    @Test
    void theNamespaceEnforcesTheRestrictedStandard() {
        assertThat(Manifests.in("namespace.yaml", Namespace.class, "wigwag")
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @Test
    void nothingRunsAsRootOrGainsPrivileges() {
        assertThat(pod.getContainers()).hasSize(1);
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isGreaterThanOrEqualTo(10_000);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getPrivileged()).isNull();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    }

    @Test
    void nothingOfTheHostIsShared() {
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getVolumes())
                .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
        assertThat(container.getPorts())
                .allSatisfy(port -> assertThat(port.getHostPort()).isNull());
    }

    @Test
    void theRootFileSystemIsReadOnlyAndOnlyWhatIsBoundedCanBeWritten() {
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/tmp", "/var/cache/wigwag");
        assertThat(volume("tmp").getEmptyDir().getSizeLimit()).isNotNull();
        assertThat(volume("git").getEmptyDir().getSizeLimit()).isNotNull();
    }

    @Test
    void copiesOfRepositoriesAreKeptWhereThereIsRoomForThem() {
        assertThat(container.getEnv())
                .filteredOn(variable -> variable.getName().equals("WIGWAG_GIT_DIRECTORY"))
                .extracting(EnvVar::getValue)
                .containsExactly("/var/cache/wigwag/git");
    }

    @Test
    void theSecretIsMountedWhereTheProcessLooksAndMayBeMissing() {
        VolumeMount mount = container.getVolumeMounts().stream()
                .filter(any -> any.getName().equals("secrets"))
                .findFirst()
                .orElseThrow();

        assertThat(mount.getMountPath()).isEqualTo(SecretsDirectory.DEFAULT);
        assertThat(mount.getSubPath()).as("a subPath would never change").isNull();
        assertThat(volume("secrets").getSecret().getSecretName()).isEqualTo("wigwag-secrets");
        assertThat(volume("secrets").getSecret().getOptional()).isTrue();
        assertThat(volume("secrets").getSecret().getDefaultMode()).isEqualTo(0440);
        assertThat(pod.getSecurityContext().getFsGroup())
                .as("the group that may read it")
                .isEqualTo(pod.getSecurityContext().getRunAsGroup());
    }

    @Test
    void theProbesAskWhatTheProcessServes() {
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
    }

    /** 5 s before the stop, 10 s for requests under way, 8 s for the work behind them. */
    @Test
    void thereIsTimeForEverythingThatHasBegun() {
        assertThat(container.getLifecycle().getPreStop().getExec().getCommand()).containsExactly("sleep", "5");
        assertThat(environment("QUARKUS_SHUTDOWN_TIMEOUT")).isEqualTo("10s");
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(5 + 10 + 10 + 8);
    }

    @Test
    void memoryIsBoundedAndWhatIsNeededIsAskedFor() {
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsOnlyKeys("memory");
        long limit = Quantity.getAmountInBytes(
                        container.getResources().getLimits().get("memory"))
                .longValueExact();
        assertThat(limit / 3).as("the heap holds a body of 25 MB and more").isGreaterThan(3 * 32L * 1024 * 1024);
        assertThat(environment("JDK_JAVA_OPTIONS")).contains("-XX:MaxRAMPercentage=33");
    }

    @Test
    void noPushFindsNobodyWhileAVersionIsReplaced() {
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
                .satisfies(none -> assertThat(none.getIntVal()).isZero());
    }

    @Test
    void theServiceFindsThePod() {
        Service service = Manifests.in("service.yaml", Service.class, "wigwag");

        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(service.getSpec().getSelector())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        assertThat(service.getSpec().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getTargetPort().getStrVal())
                        .isEqualTo(container.getPorts().get(0).getName()));
        assertThat(container.getPorts().get(0).getContainerPort()).isEqualTo(8080);
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getServiceAccountName()).isEqualTo("wigwag");
    }

    private Volume volume(String name) {
        List<Volume> volumes = pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .toList();
        assertThat(volumes).as("volumes named " + name).hasSize(1);
        return volumes.get(0);
    }

    private String environment(String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
