package dev.wigwag.sandbox.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.cluster.FluxReleases;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.github.GitForge;
import dev.wigwag.sandbox.github.TreeFile;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TutorialClusterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-08-12T09:00:00Z"), ZoneOffset.UTC);

    private final SandboxCluster cluster = SandboxCluster.start(CLOCK);
    private final GitForge forge = TutorialRepository.create(CLOCK);

    @AfterEach
    void stop() {
        cluster.close();
        forge.close();
    }

    private JsonNode get(String group, String version, String plural, String kind, String name) {
        GenericKubernetesResource found = cluster.client()
                .genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(group)
                        .withVersion(version)
                        .withKind(kind)
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build())
                .inNamespace(TutorialCluster.NAMESPACE)
                .withName(name)
                .get();
        return cluster.client().getKubernetesSerialization().convertValue(found, JsonNode.class);
    }

    private JsonNode source(String version) {
        return get("source.toolkit.fluxcd.io", version, "gitrepositories", "GitRepository", TutorialCluster.SOURCE);
    }

    private JsonNode kustomization(String version, String name) {
        return get("kustomize.toolkit.fluxcd.io", version, "kustomizations", "Kustomization", name);
    }

    private String revision() {
        return "main@sha1:" + forge.commitOf("refs/heads/main").orElseThrow();
    }

    @Test
    void theSourceIsReadyOnTheFirstCommit() {
        TutorialCluster.seed(cluster, forge, CLOCK);

        JsonNode source = source("v1");
        assertThat(source.at("/spec/url").asText()).isEqualTo("https://github.com/JasonMorgan/linkerd-demos");
        assertThat(source.at("/spec/ref/branch").asText()).isEqualTo("main");
        assertThat(source.at("/status/artifact/revision").asText()).isEqualTo(revision());
        assertThat(source.at("/status/conditions/0/type").asText()).isEqualTo("Ready");
        assertThat(source.at("/status/conditions/0/status").asText()).isEqualTo("True");
        assertThat(source.at("/status/observedGeneration").asInt()).isEqualTo(1);
    }

    @Test
    void theKustomizationsDependOnEachOtherAndAreApplied() {
        TutorialCluster.seed(cluster, forge, CLOCK);

        assertThat(kustomization("v1", "linkerd").at("/spec/dependsOn").isMissingNode())
                .isTrue();
        assertThat(kustomization("v1", "linkerd-viz")
                        .at("/spec/dependsOn/0/name")
                        .asText())
                .isEqualTo("linkerd");
        assertThat(kustomization("v1", "flagger").at("/spec/dependsOn/0/name").asText())
                .isEqualTo("linkerd-viz");
        assertThat(kustomization("v1", "podinfo").at("/spec/dependsOn/0/name").asText())
                .isEqualTo("flagger");
        for (String name : List.of("linkerd", "linkerd-viz", "flagger", "podinfo")) {
            JsonNode kustomization = kustomization("v1", name);
            assertThat(kustomization.at("/spec/sourceRef/name").asText()).isEqualTo("gitops");
            assertThat(kustomization.at("/status/lastAppliedRevision").asText()).isEqualTo(revision());
            assertThat(kustomization.at("/status/conditions/0/reason").asText()).isEqualTo("ReconciliationSucceeded");
            assertThat(kustomization.at("/status/inventory/entries")).isNotEmpty();
        }
        assertThat(kustomization("v1", "linkerd").at("/spec/healthChecks")).hasSize(3);
        assertThat(kustomization("v1", "podinfo")
                        .at("/status/inventory/entries/3/id")
                        .asText())
                .isEqualTo("test_podinfo_flagger.app_Canary");
    }

    @Test
    void theRepositoryHasADirectoryForEveryKustomization() {
        List<String> paths = forge.files(forge.commitOf("refs/heads/main").orElseThrow()).stream()
                .map(TreeFile::path)
                .toList();

        assertThat(TutorialKustomization.ALL)
                .allSatisfy(each -> assertThat(paths)
                        .anyMatch(path -> path.startsWith(each.path().substring(2) + "/")));
        assertThat(paths).contains("apps/podinfo/deployment.yaml", "apps/podinfo/canary.yaml");
    }

    @Test
    void theNamespacesAreThere() {
        TutorialCluster.seed(cluster, forge, CLOCK);

        assertThat(cluster.client().namespaces().list().getItems())
                .extracting(namespace -> namespace.getMetadata().getName())
                .contains("flux-system", "linkerd", "linkerd-viz", "flagger-system", "test", "wigwag");
    }

    @Test
    void itCanBeSeededInTheTutorialsAge() {
        cluster.served().replaceWith(FluxReleases.tutorialAge());

        TutorialCluster.seed(cluster, forge, CLOCK);

        assertThat(source("v1beta2").at("/status/artifact/revision").asText()).isEqualTo(revision());
        assertThat(kustomization("v1beta2", "podinfo").path("kind").asText()).isEqualTo("Kustomization");
    }

    @Test
    void theStandInFindsNothingToDo() {
        TutorialCluster.seed(cluster, forge, CLOCK);
        JsonNode before = source("v1").at("/status/artifact");
        Forges forges = new Forges();
        forges.register(forge);
        try (SourceControllerStandIn standIn = new SourceControllerStandIn(cluster, forges, Clock.systemUTC())) {
            standIn.start();
            await().until(() -> cluster.requests().all().stream()
                            .filter(request -> request.path().endsWith("/gitops/status"))
                            .count()
                    >= 3);
        }

        assertThat(source("v1").at("/status/artifact")).isEqualTo(before);
    }
}
