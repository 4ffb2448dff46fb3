package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizationTest {
    private static final Path SAMPLE = Path.of("k8s/samples/my-cluster");

    @TempDir
    Path scratch;

    private final JsonNode kustomization = new KubernetesSerialization()
            .unmarshal(Manifests.text(Manifests.BASE.resolve("kustomization.yaml")), JsonNode.class);

    @Test
    void everyFileOfTheBaseIsInTheKustomization() {
        List<String> listed = new ArrayList<>();
        kustomization.path("resources").forEach(resource -> listed.add(resource.textValue()));
        kustomization
                .path("configMapGenerator")
                .findValues("envs")
                .forEach(files -> files.forEach(file -> listed.add(file.textValue())));
        listed.add("kustomization.yaml");

        assertThat(listed).containsExactlyInAnyOrderElementsOf(Manifests.files());
    }

    @Test
    void everyObjectWithANamespaceIsInOurs() {
        assertThat(Stream.of("rbac.yaml", "service.yaml", "deployment.yaml", "networkpolicy.yaml")
                        .flatMap(file -> Manifests.in(file).stream())
                        .filter(object -> !object.getKind().startsWith("ClusterRole")))
                .isNotEmpty()
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo("wigwag"));
    }

    @Test
    void theBaseNamesNoClusterButTurnsTheWatchOn() {
        assertThat(Manifests.text(Manifests.BASE.resolve("settings.env")).lines())
                .contains("WIGWAG_CLUSTER=", "WIGWAG_WATCH=true");
    }

    @Test
    void theBaseBuilds() throws Exception {
        Kubectl.assumeInstalled();
        List<HasMetadata> built = Manifests.objects(Kubectl.kustomize(Manifests.BASE, scratch));

        assertThat(built)
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder(
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
                        "ConfigMap",
                        "Service",
                        "Deployment",
                        "NetworkPolicy");
        assertThat(image(built)).isEqualTo("registry.example.org/wigwag:0.1.0");
    }

    @Test
    void theSampleNamesTheClusterAndTheImageAndLeavesTheRest() throws Exception {
        Kubectl.assumeInstalled();
        List<HasMetadata> built = Manifests.objects(Kubectl.kustomize(SAMPLE, scratch));

        ConfigMap settings = only(built, ConfigMap.class);
        assertThat(settings.getData())
                .containsEntry("WIGWAG_CLUSTER", "my-cluster")
                .containsEntry("WIGWAG_WATCH", "true");
        assertThat(image(built)).isEqualTo("registry.example.org/platform/wigwag:0.1.0");
        assertThat(container(built).getEnvFrom())
                .singleElement()
                .satisfies(from -> assertThat(from.getConfigMapRef().getName())
                        .as("the generated name, hash and all")
                        .isEqualTo(settings.getMetadata().getName()));
    }

    @Test
    void theComponentLetsSecretsBeReadThatAreNamedAndNoOther() throws Exception {
        Kubectl.assumeInstalled();
        Path mine = Files.createDirectories(scratch.resolve("mine"));
        Path here = mine.toRealPath();
        Files.writeString(
                mine.resolve("kustomization.yaml"),
                "resources: [" + here.relativize(SAMPLE.toRealPath()) + "]\ncomponents: ["
                        + here.relativize(Path.of("k8s/components/git-secrets").toRealPath()) + "]\n");
        List<HasMetadata> built = Manifests.objects(Kubectl.kustomize(mine, scratch));

        assertThat(only(built, ConfigMap.class).getData()).containsEntry("WIGWAG_GIT_USE_SOURCE_SECRETS", "true");
        assertThat(built)
                .filteredOn(Role.class::isInstance)
                .flatExtracting(role -> ((Role) role).getRules())
                .filteredOn(rule -> rule.getResources().contains("secrets"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getVerbs()).containsExactly("get");
                    assertThat(rule.getResourceNames()).containsExactly("flux-system");
                });
    }

    private static String image(List<HasMetadata> built) {
        return container(built).getImage();
    }

    private static Container container(List<HasMetadata> built) {
        return only(built, Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private static <T extends HasMetadata> T only(List<HasMetadata> built, Class<T> type) {
        List<T> found = built.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
