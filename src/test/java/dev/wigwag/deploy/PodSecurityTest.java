package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wigwag.http.SecretsDirectory;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pod keeps to Kubernetes' "restricted" Pod Security Standard, and to what the process needs around it. */
class PodSecurityTest {
    static List<PodTemplate> all() {
        return PodTemplate.all();
    }

    static List<PodTemplate> ofWigwag() {
        return PodTemplate.ofWigwag();
    }

    @Test
    void theyAreTheDeploymentTheTwoServicesOfOneImageAndTheDeadLetters() {
        assertThat(all())
                .extracting(PodTemplate::of)
                .containsExactlyInAnyOrder(
                        "deployments.apps/wigwag",
                        "services.serving.knative.dev/wigwag",
                        "services.serving.knative.dev/wigwag-cluster",
                        "services.serving.knative.dev/wigwag-dead-letters");
        assertThat(ofWigwag()).hasSize(3);
    }

    @Test
    void theNamespaceEnforcesTheRestrictedStandard() {
        assertThat(Manifests.in("namespace.yaml", Namespace.class, "wigwag")
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingRunsAsRootOrGainsPrivileges(PodTemplate template) {
        PodSecurityContext pod =
                Optional.ofNullable(template.spec().getSecurityContext()).orElseGet(PodSecurityContext::new);
        SecurityContext own = template.container().getSecurityContext();

        assertThat(template.spec().getContainers()).hasSize(1);
        assertThat(template.spec().getInitContainers()).isEmpty();
        assertThat(either(own.getRunAsNonRoot(), pod.getRunAsNonRoot())).isTrue();
        assertThat(either(own.getRunAsUser(), pod.getRunAsUser())).isGreaterThanOrEqualTo(10_000);
        assertThat(either(own.getRunAsGroup(), pod.getRunAsGroup())).isGreaterThanOrEqualTo(10_000);
        assertThat(either(own.getSeccompProfile(), pod.getSeccompProfile()))
                .extracting(SeccompProfile::getType)
                .isEqualTo("RuntimeDefault");
        assertThat(own.getAllowPrivilegeEscalation()).isFalse();
        assertThat(own.getPrivileged()).isNull();
        assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(own.getCapabilities().getAdd()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingOfTheHostIsShared(PodTemplate template) {
        assertThat(template.spec().getHostNetwork()).isNull();
        assertThat(template.spec().getHostPID()).isNull();
        assertThat(template.spec().getHostIPC()).isNull();
        assertThat(template.spec().getVolumes())
                .allMatch(volume -> volume.getSecret() != null || volume.getEmptyDir() != null);
        assertThat(template.container().getPorts())
                .allSatisfy(port -> assertThat(port.getHostPort()).isNull());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theRootFileSystemIsReadOnlyAndOnlyWhatIsBoundedCanBeWritten(PodTemplate template) {
        assertThat(template.container().getSecurityContext().getReadOnlyRootFilesystem())
                .isTrue();
        assertThat(template.container().getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .allSatisfy(mount -> assertThat(
                                template.volume(mount.getName()).getEmptyDir().getSizeLimit())
                        .isNotNull());
    }

    @ParameterizedTest
    @MethodSource("all")
    void noVariablesOfServicesLookLikeSettings(PodTemplate template) {
        assertThat(template.spec().getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("all")
    void memoryIsBoundedAndWhatIsNeededIsAskedFor(PodTemplate template) {
        assertThat(template.container().getResources().getRequests()).containsOnlyKeys("cpu", "memory");
        assertThat(template.container().getResources().getLimits()).containsOnlyKeys("memory");
    }

    @ParameterizedTest
    @MethodSource("ofWigwag")
    void theHeapHoldsABodyOfTwentyFiveMegabytesAndMore(PodTemplate template) {
        long limit = Quantity.getAmountInBytes(
                        template.container().getResources().getLimits().get("memory"))
                .longValueExact();

        assertThat(limit / 3).isGreaterThan(3 * 32L * 1024 * 1024);
        assertThat(template.environment("JDK_JAVA_OPTIONS")).contains("-XX:MaxRAMPercentage=33");
    }

    @ParameterizedTest
    @MethodSource("ofWigwag")
    void copiesOfRepositoriesAreKeptWhereThereIsRoomForThem(PodTemplate template) {
        assertThat(template.container().getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/tmp", "/var/cache/wigwag");
        assertThat(template.environment("WIGWAG_GIT_DIRECTORY"))
                .startsWith(template.mount("git").getMountPath() + "/");
    }

    @ParameterizedTest
    @MethodSource("ofWigwag")
    void theSecretIsMountedWhereTheProcessLooksAndMayBeMissing(PodTemplate template) {
        assertThat(template.mount("secrets").getMountPath()).isEqualTo(SecretsDirectory.DEFAULT);
        assertThat(template.mount("secrets").getReadOnly()).isTrue();
        assertThat(template.mount("secrets").getSubPath())
                .as("a subPath would never change")
                .isNull();
        assertThat(template.volume("secrets").getSecret().getSecretName()).isEqualTo("wigwag-secrets");
        assertThat(template.volume("secrets").getSecret().getOptional()).isTrue();
    }

    /** By the group where the pod may have one, else by everybody in the container, which is the process alone. */
    @ParameterizedTest
    @MethodSource("ofWigwag")
    void theProcessMayReadTheSecretAndNobodyMayWriteIt(PodTemplate template) {
        PodSecurityContext pod = template.spec().getSecurityContext();

        assertThat(template.volume("secrets").getSecret().getDefaultMode()).isEqualTo(pod == null ? 0444 : 0440);
        if (pod != null) {
            assertThat(pod.getFsGroup()).isEqualTo(pod.getRunAsGroup());
        }
    }

    private static <T> T either(T own, T ofThePod) {
        return own == null ? ofThePod : own;
    }
}
