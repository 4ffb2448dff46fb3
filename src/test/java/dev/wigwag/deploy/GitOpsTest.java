package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** samples/gitops: Flux installs and keeps Wigwag. */
class GitOpsTest {
    private static final Path SAMPLE = Manifests.ROOT.resolve("samples/gitops");
    private static final String PRUNE = "kustomize.toolkit.fluxcd.io/prune";

    @TempDir
    Path scratch;

    private final HasMetadata source = Manifests.in(SAMPLE, "source.yaml").get(0);
    private final JsonNode install =
            Manifests.tree(Manifests.text(SAMPLE.resolve("install.yaml"))).path("spec");

    @Test
    void theKustomizationBuildsWhatTheSourceBrings() {
        assertThat(install.at("/sourceRef/kind").asText()).isEqualTo(source.getKind());
        assertThat(install.at("/sourceRef/name").asText())
                .isEqualTo(source.getMetadata().getName());
        assertThat(Manifests.ROOT.resolve(install.path("path").asText()).normalize())
                .isEqualTo(Manifests.DEPLOYMENT);
    }

    @Test
    void itIsReadyWhenWigwagIsAndDeletesWhatIsNoLongerThere() {
        assertThat(install.path("wait").asBoolean()).isTrue();
        assertThat(install.path("prune").asBoolean()).isTrue();
        assertThat(install.path("timeout").asText()).isEqualTo("5m");
    }

    /** As kustomize-controller does: components, images and patches are added to the kustomization at the path. */
    @Test
    void whatFluxAppliesIsAWholeInstallationThatKeepsItsLedger() throws Exception {
        Kubectl.assumeInstalled();
        List<HasMetadata> built = Manifests.objects(Kubectl.kustomize(asFluxGeneratesIt(), scratch));

        assertThat(Manifests.only(built, Deployment.class, "wigwag")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("registry.example.org/platform/wigwag:0.1.0");
        assertThat(built)
                .filteredOn(ConfigMap.class::isInstance)
                .singleElement()
                .satisfies(settings ->
                        assertThat(((ConfigMap) settings).getData()).containsEntry("WIGWAG_CLUSTER", "my-cluster"));
        assertThat(built)
                .filteredOn(object -> object.getMetadata().getAnnotations() != null
                        && "disabled"
                                .equals(object.getMetadata().getAnnotations().get(PRUNE)))
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder("Namespace", "CustomResourceDefinition");
        assertThat(built).extracting(HasMetadata::getKind).contains("HTTPRoute", "Provider", "Alert");
    }

    /** A copy of what the source brings, with the Kustomization's fields put into the kustomization at its path. */
    private Path asFluxGeneratesIt() throws IOException {
        try (Stream<Path> files = Files.walk(Manifests.ROOT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = scratch.resolve(Manifests.ROOT.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path overlay = scratch.resolve(install.path("path").asText()).normalize();
        ObjectNode generated = (ObjectNode) Kustomization.in(overlay).yaml();
        for (String field : List.of("components", "images", "patches")) {
            install.path(field).forEach(generated.withArray(field)::add);
        }
        Files.writeString(overlay.resolve("kustomization.yaml"), generated.toString());
        return overlay;
    }
}
