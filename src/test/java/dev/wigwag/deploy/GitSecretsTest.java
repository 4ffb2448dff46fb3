package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** components/git-secrets: Wigwag logs in to repositories as their sources do. */
class GitSecretsTest {
    private static final Path COMPONENT = Manifests.ROOT.resolve("components/git-secrets");

    @TempDir
    Path scratch;

    @Test
    void theComponentLetsSecretsBeReadThatAreNamedAndNoOther() {
        Role role = Manifests.in(COMPONENT, "rbac.yaml", Role.class, "wigwag-git-secrets");

        assertThat(role.getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getResources()).containsExactly("secrets");
            assertThat(rule.getVerbs()).containsExactly("get");
            assertThat(rule.getResourceNames()).containsExactly("flux-system");
        });
    }

    @Test
    void itTurnsTheirUseOnAndLeavesTheOtherSettings() throws Exception {
        Kubectl.assumeInstalled();
        List<HasMetadata> built = Manifests.objects(Kubectl.kustomize(
                "resources: [\"%s\"]\ncomponents: [\"%s\"]\n"
                        .formatted(
                                Kubectl.from(scratch, Manifests.ROOT.resolve("samples/my-cluster")),
                                Kubectl.from(scratch, COMPONENT)),
                scratch));

        assertThat(built)
                .filteredOn(ConfigMap.class::isInstance)
                .singleElement()
                .satisfies(settings -> assertThat(((ConfigMap) settings).getData())
                        .containsEntry("WIGWAG_GIT_USE_SOURCE_SECRETS", "true")
                        .containsEntry("WIGWAG_CLUSTER", "my-cluster")
                        .containsEntry("WIGWAG_WATCH", "true"));
    }
}
