package dev.wigwag.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the manifests set of ours is a property there is: a misspelt one would be ignored without a word. */
class SettingsTest {
    private static final Pattern SETTING = Pattern.compile("\\bWIGWAG_[A-Z_]+");

    @Test
    void everySettingInTheManifestsIsAProperty() {
        Set<String> properties = Pattern.compile("`(wigwag\\.[a-z.-]+)[`=]")
                .matcher(new Readme().everything())
                .results()
                .map(named -> named.group(1).toUpperCase().replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());

        assertThat(settings())
                .contains("WIGWAG_CLUSTER", "WIGWAG_WATCH", "WIGWAG_EDGES")
                .isSubsetOf(properties);
    }

    @Test
    void theBaseNamesNoClusterAndTheWayOfRunningSaysWhetherItWatches() {
        assertThat(Manifests.text(Manifests.BASE.resolve("settings.env"))
                        .lines()
                        .filter(line -> !line.isBlank()))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("WIGWAG_CLUSTER=");
        assertThat(merged(Kustomization.in(Manifests.DEPLOYMENT))).containsExactly("WIGWAG_WATCH=true");
        assertThat(merged(Kustomization.in(Manifests.KNATIVE))).containsExactly("WIGWAG_WATCH=false");
    }

    @Test
    void noSecretIsAmongThem() {
        assertThat(settings())
                // Whether to use some, which is none itself.
                .filteredOn(name -> !name.contains("_USE_"))
                .noneMatch(name -> Stream.of("SECRET", "TOKEN", "KEY").anyMatch(name::contains));
    }

    private static Set<String> settings() {
        Stream<String> set = PodTemplate.ofWigwag().stream()
                .flatMap(template -> template.container().getEnv().stream())
                .map(EnvVar::getName)
                .filter(name -> name.startsWith("WIGWAG_"));
        Stream<String> named = Kustomization.all().stream()
                .flatMap(kustomization ->
                        Manifests.files(kustomization.directory()).stream().map(kustomization.directory()::resolve))
                .filter(Files::isRegularFile)
                .flatMap(file -> SETTING.matcher(Manifests.text(file)).results())
                .map(found -> found.group())
                // What Kubernetes would make of a Service, in the comment on why it must not.
                .filter(name -> !name.equals("WIGWAG_PORT"));
        return Stream.concat(set, named).collect(Collectors.toSet());
    }

    private static List<String> merged(Kustomization overlay) {
        assertThat(overlay.yaml().at("/configMapGenerator/0/behavior").asText()).isEqualTo("merge");
        return StreamSupport.stream(
                        overlay.yaml().at("/configMapGenerator/0/literals").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
