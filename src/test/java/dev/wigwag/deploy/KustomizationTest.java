package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every base, overlay, component and sample, read without building it: nothing is forgotten or in a strange namespace. */
class KustomizationTest {
    private static final Set<String> WITHOUT_NAMESPACE = Set.of(
            "Namespace",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");

    static List<Kustomization> all() {
        return Kustomization.all();
    }

    static Stream<Kustomization> components() {
        return all().stream().filter(Kustomization::isComponent);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFileBesideItIsNamedInIt(Kustomization kustomization) {
        assertThat(kustomization.files())
                .containsExactlyInAnyOrderElementsOf(Manifests.files(kustomization.directory()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyDirectoryThatItTakesInIsThere(Kustomization kustomization) {
        assertThat(kustomization.directories())
                .allSatisfy(directory ->
                        assertThat(directory.resolve("kustomization.yaml")).exists());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyObjectWithANamespaceIsInOursOrInFlux(Kustomization kustomization) {
        assertThat(kustomization.objects())
                .filteredOn(object -> !WITHOUT_NAMESPACE.contains(object.getKind()))
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo(namespace(kustomization, object)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itSaysWhatItIsFor(Kustomization kustomization) {
        assertThat(Manifests.text(kustomization.directory().resolve("kustomization.yaml")))
                .startsWith("# ");
    }

    @ParameterizedTest
    @MethodSource("components")
    void aComponentSaysWhenToTakeIt(Kustomization component) {
        assertThat(Manifests.text(component.directory().resolve("kustomization.yaml")))
                .containsPattern("(?m)^# (.* )?(Take|Use) it ");
    }

    @Test
    void bothWaysOfRunningItShareTheBaseAndBringTheProcessThemselves() {
        assertThat(Kustomization.in(Manifests.DEPLOYMENT).directories()).containsExactly(Manifests.BASE);
        assertThat(Kustomization.in(Manifests.KNATIVE).directories()).containsExactly(Manifests.BASE);
        assertThat(Kustomization.in(Manifests.BASE).objects())
                .extracting(HasMetadata::getKind)
                .doesNotContain("Deployment", "Service", "NetworkPolicy");
    }

    @Test
    void theSamplesShowBothWaysAndOneInWhichFluxInstallsIt() throws Exception {
        try (Stream<Path> samples = Files.list(Manifests.ROOT.resolve("samples"))) {
            assertThat(samples.map(sample -> sample.getFileName().toString()))
                    .containsExactlyInAnyOrder("my-cluster", "my-knative-cluster", "gitops");
        }
    }

    /** Flux' own, and the right to read the Secrets of its sources, are where Flux is. */
    private static String namespace(Kustomization kustomization, HasMetadata object) {
        boolean ofFlux = object.getApiVersion().contains(".toolkit.fluxcd.io/")
                || kustomization.directory().endsWith("git-secrets");
        return ofFlux ? "flux-system" : "wigwag";
    }
}
