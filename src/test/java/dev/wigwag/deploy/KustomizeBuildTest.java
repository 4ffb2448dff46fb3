package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What kubectl makes of the manifests. */
class KustomizeBuildTest {
    private static final List<String> BASE = List.of(
            "Namespace",
            "CustomResourceDefinition",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ConfigMap");

    @TempDir
    Path scratch;

    @BeforeEach
    void kubectl() {
        Kubectl.assumeInstalled();
    }

    static Stream<Kustomization> components() {
        return Kustomization.all().stream().filter(Kustomization::isComponent);
    }

    @Test
    void theBaseHoldsWhatBothWaysShare() throws Exception {
        assertThat(kinds(built(Manifests.BASE))).containsExactlyInAnyOrderElementsOf(BASE);
    }

    @Test
    void theDeploymentAddsTheProcessAndWhatLeadsToIt() throws Exception {
        List<HasMetadata> built = built(Manifests.DEPLOYMENT);

        assertThat(kinds(built))
                .containsExactlyInAnyOrderElementsOf(
                        with("Deployment", "Service", "NetworkPolicy", "PodDisruptionBudget"));
        assertThat(settings(built).getData()).containsEntry("WIGWAG_WATCH", "true");
        assertThat(containers(built))
                .hasSize(1)
                .allSatisfy(
                        container -> assertThat(container.getImage()).isEqualTo("registry.example.org/wigwag:0.1.0"));
    }

    @Test
    void knativeAddsTwoServicesAndWhatWakesThem() throws Exception {
        List<HasMetadata> built = built(Manifests.KNATIVE);

        assertThat(kinds(built))
                .containsExactlyInAnyOrderElementsOf(with(
                        "Service",
                        "Service",
                        "NetworkPolicy",
                        "Broker",
                        "Trigger",
                        "PingSource",
                        "ApiServerSource",
                        "ApiServerSource",
                        "ApiServerSource",
                        "ApiServerSource",
                        "ApiServerSource",
                        "ServiceAccount",
                        "ClusterRole",
                        "ClusterRoleBinding"));
        assertThat(settings(built).getData()).containsEntry("WIGWAG_WATCH", "false");
        assertThat(Manifests.only(built, ServiceAccount.class, "wigwag").getAutomountServiceAccountToken())
                .isTrue();
        assertThat(containers(built))
                .hasSize(2)
                .allSatisfy(
                        container -> assertThat(container.getImage()).isEqualTo("registry.example.org/wigwag:0.1.0"));
    }

    @Test
    void theSamplesNameTheClusterAndTheImageAndLeaveTheRest() throws Exception {
        for (String sample : List.of("my-cluster", "my-knative-cluster")) {
            List<HasMetadata> built = built(Manifests.ROOT.resolve("samples").resolve(sample));

            assertThat(settings(built).getData())
                    .containsEntry("WIGWAG_CLUSTER", "my-cluster")
                    .containsEntry("WIGWAG_WATCH", String.valueOf(sample.equals("my-cluster")));
            assertThat(containers(built))
                    .isNotEmpty()
                    .allSatisfy(container ->
                            assertThat(container.getImage()).isEqualTo("registry.example.org/platform/wigwag:0.1.0"));
        }
    }

    /** kustomize finds the name in a Knative Service only because overlays/knative says where it stands. */
    @ParameterizedTest
    @MethodSource("installations")
    void everyPodReadsTheSettingsByTheNameTheyHaveInTheEnd(Path installation) throws Exception {
        List<HasMetadata> built = built(installation);

        assertThat(settings(built).getMetadata().getName()).matches("wigwag-settings-[a-z0-9]+");
        assertThat(containers(built))
                .isNotEmpty()
                .allSatisfy(container -> assertThat(container.getEnvFrom())
                        .singleElement()
                        .satisfies(from -> assertThat(from.getConfigMapRef().getName())
                                .isEqualTo(settings(built).getMetadata().getName())));
    }

    static List<Path> installations() {
        return List.of(
                Manifests.DEPLOYMENT,
                Manifests.KNATIVE,
                Manifests.ROOT.resolve("samples/my-cluster"),
                Manifests.ROOT.resolve("samples/my-knative-cluster"));
    }

    @Test
    void theKnativeSampleTellsFluxWhereToSendAndKeepsDeadLetters() throws Exception {
        List<HasMetadata> built = built(Manifests.ROOT.resolve("samples/my-knative-cluster"));

        GenericKubernetesResource provider =
                Manifests.only(built, GenericKubernetesResource.class, "wigwag", "Provider");
        assertThat(provider.<String>get("spec", "address"))
                .isEqualTo("http://wigwag-cluster.wigwag.svc.cluster.local/flux");
        assertThat(Manifests.only(built, Broker.class, "wigwag")
                        .getSpec()
                        .getDelivery()
                        .getDeadLetterSink()
                        .getRef()
                        .getName())
                .isEqualTo("wigwag-dead-letters");
    }

    @ParameterizedTest
    @MethodSource("components")
    void aComponentAddsItsObjectsToTheOverlayThatItIsFor(Kustomization component) throws Exception {
        List<HasMetadata> built = built(overlayOf(component), component);

        assertThat(built)
                .extracting(KustomizeBuildTest::name)
                .containsAll(component.objects().stream()
                        .map(KustomizeBuildTest::name)
                        .toList());
        assertThat(built)
                .hasSize(
                        built(overlayOf(component)).size() + component.objects().size());
    }

    @Test
    void linkerdTakesThePodIntoTheMeshAndLetsItsProxyOut() throws Exception {
        List<HasMetadata> built =
                built(Manifests.DEPLOYMENT, Kustomization.in(Manifests.ROOT.resolve("components/linkerd")));

        assertThat(Manifests.only(built, Deployment.class, "wigwag")
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("linkerd.io/inject", "enabled");
        NetworkPolicy before = Manifests.only(built(Manifests.DEPLOYMENT), NetworkPolicy.class, "wigwag");
        NetworkPolicy after = Manifests.only(built, NetworkPolicy.class, "wigwag");
        assertThat(after.getSpec().getIngress()).isEqualTo(before.getSpec().getIngress());
        assertThat(after.getSpec().getEgress())
                .hasSize(before.getSpec().getEgress().size() + 1)
                .containsAll(before.getSpec().getEgress());
    }

    private static Path overlayOf(Kustomization component) {
        return component.directory().endsWith("dead-letters") ? Manifests.KNATIVE : Manifests.DEPLOYMENT;
    }

    private List<HasMetadata> built(Path directory) throws Exception {
        return Manifests.objects(Kubectl.kustomize(directory, scratch));
    }

    private List<HasMetadata> built(Path overlay, Kustomization component) throws Exception {
        return Manifests.objects(Kubectl.kustomize(
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: ["%s"]
                components: ["%s"]
                """.formatted(Kubectl.from(scratch, overlay), Kubectl.from(scratch, component.directory())), scratch));
    }

    private static List<String> with(String... kinds) {
        return Stream.concat(BASE.stream(), Stream.of(kinds)).toList();
    }

    private static List<String> kinds(List<HasMetadata> built) {
        return built.stream().map(HasMetadata::getKind).toList();
    }

    private static String name(HasMetadata object) {
        return object.getApiVersion() + "/" + object.getKind() + "/"
                + object.getMetadata().getName();
    }

    private static ConfigMap settings(List<HasMetadata> built) {
        List<ConfigMap> found = built.stream()
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<Container> containers(List<HasMetadata> built) {
        return built.stream()
                .filter(object -> object.getApiVersion().startsWith("apps/")
                        || object.getApiVersion().startsWith("serving.knative.dev/"))
                .map(object -> PodTemplate.of(object).container())
                .filter(container -> container.getName().equals("wigwag"))
                .toList();
    }
}
