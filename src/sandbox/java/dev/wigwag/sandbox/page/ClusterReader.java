package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.page.ClusterState.Applied;
import dev.wigwag.sandbox.page.ClusterState.RolloutLine;
import dev.wigwag.sandbox.page.ClusterState.Source;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the state of the cluster for the page, without the application's help, so that the page shows what is really there. */
@Singleton
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class ClusterReader {

    private static final int MOST_ROLLOUTS = 20;

    private final KubernetesClient client;

    @Inject
    ClusterReader(SandboxCluster cluster) {
        this.client = cluster.administrator();
    }

    ClusterState read(Pressed last) {
        return new ClusterState(
                last,
                list("source.toolkit.fluxcd.io", "GitRepository", "gitrepositories")
                        .map(ClusterReader::source)
                        .toList(),
                list("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations")
                        .map(ClusterReader::applied)
                        .toList(),
                rollouts());
    }

    private List<RolloutLine> rollouts() {
        return list("wigwag.dev", "Rollout", "rollouts")
                .map(rollout -> new RolloutLine(
                        name(rollout),
                        rollout.at("/metadata/creationTimestamp").asText(),
                        rollout.at("/status/phase").asText(),
                        rollout.at("/spec/revision").asText(),
                        rollout.at("/status/summary").asText()))
                .sorted(Comparator.comparing(RolloutLine::created).reversed())
                .limit(MOST_ROLLOUTS)
                .toList();
    }

    private static Source source(JsonNode object) {
        JsonNode ready = ready(object);
        return new Source(
                name(object),
                object.path("metadata")
                        .path("annotations")
                        .path("reconcile.fluxcd.io/requestedAt")
                        .asText(),
                object.at("/status/lastHandledReconcileAt").asText(),
                object.at("/status/artifact/revision").asText(),
                object.at("/status/artifact/lastUpdateTime").asText(),
                ready.path("status").asText(),
                ready.path("message").asText());
    }

    private static Applied applied(JsonNode object) {
        return new Applied(
                name(object),
                object.at("/spec/dependsOn/0/name").asText(),
                object.at("/status/lastAppliedRevision").asText(),
                ready(object).path("status").asText());
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/namespace").asText() + "/"
                + object.at("/metadata/name").asText();
    }

    private static JsonNode ready(JsonNode object) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition;
            }
        }
        return object.path("nothing");
    }

    private Stream<JsonNode> list(String groupName, String kind, String plural) {
        APIGroup group = client.getApiGroup(groupName);
        if (group == null) {
            return Stream.empty();
        }
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(groupName)
                .withVersion(group.getPreferredVersion().getVersion())
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
        return client.genericKubernetesResources(context).inAnyNamespace().list().getItems().stream()
                .map(item -> client.getKubernetesSerialization().convertValue(item, JsonNode.class));
    }
}
