package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import dev.wigwag.sandbox.flagger.FlaggerStandIn;
import dev.wigwag.sandbox.flux.SentEvent;
import dev.wigwag.sandbox.page.ClusterState.Applied;
import dev.wigwag.sandbox.page.ClusterState.EventLine;
import dev.wigwag.sandbox.page.ClusterState.RolloutLine;
import dev.wigwag.sandbox.page.ClusterState.Source;
import dev.wigwag.sandbox.page.ClusterState.StageLine;
import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the state of the cluster for the page, without the application's help, so that the page shows what is really there. */
@Singleton
@IfBuildProperty(name = "wigwag.sandbox.enabled", stringValue = "true", enableIfMissing = true)
public class ClusterReader {

    private static final int MOST_ROLLOUTS = 20;
    private static final int MOST_EVENTS = 20;
    private static final int MOST_TOLD = 20;
    private static final Set<String> SETTLED = Set.of("Succeeded", "Unchanged", "Suspended");

    private final KubernetesClient client;
    private final FlaggerStandIn flagger;

    @Inject
    ClusterReader(SandboxCluster cluster, FlaggerStandIn flagger) {
        this.client = cluster.administrator();
        this.flagger = flagger;
    }

    ClusterState read(Pressed last, List<SentEvent> sent, Map<String, String> switches) {
        return new ClusterState(
                last,
                list("source.toolkit.fluxcd.io", "GitRepository", "gitrepositories")
                        .map(ClusterReader::source)
                        .toList(),
                list("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations")
                        .map(ClusterReader::applied)
                        .toList(),
                rollouts(),
                flagger.canaries(),
                events(sent),
                newest(flagger.told(), MOST_TOLD),
                switches);
    }

    private static List<EventLine> events(List<SentEvent> sent) {
        return newest(sent, MOST_EVENTS).stream()
                .map(each -> new EventLine(
                        each.event().timestamp().toString(),
                        each.event().object(),
                        each.event().severity(),
                        each.event().reason(),
                        each.event().message(),
                        each.attempt(),
                        each.status()))
                .toList();
    }

    private static <T> List<T> newest(List<T> oldestFirst, int most) {
        return IntStream.range(0, Math.min(most, oldestFirst.size()))
                .mapToObj(back -> oldestFirst.get(oldestFirst.size() - 1 - back))
                .toList();
    }

    /** The newest rollouts, newest first. */
    List<RolloutLine> rollouts() {
        return list("wigwag.dev", "Rollout", "rollouts")
                .map(rollout -> new RolloutLine(
                        name(rollout),
                        rollout.at("/metadata/creationTimestamp").asText(),
                        rollout.at("/status/phase").asText(),
                        rollout.at("/spec/revision").asText(),
                        rollout.at("/status/summary").asText(),
                        trouble(rollout),
                        (int) stages(rollout).stream()
                                .filter(stage -> SETTLED.contains(stage.phase()))
                                .count(),
                        stages(rollout)))
                .sorted(Comparator.comparing(RolloutLine::created).reversed())
                .limit(MOST_ROLLOUTS)
                .toList();
    }

    private static List<StageLine> stages(JsonNode rollout) {
        return StreamSupport.stream(rollout.at("/status/stages").spliterator(), false)
                .map(stage -> new StageLine(
                        stage.path("kind").asText() + " "
                                + stage.path("namespace").asText() + "/"
                                + stage.path("name").asText(),
                        stage.path("phase").asText(),
                        stage.path("message").asText(""),
                        stage.get("canary")))
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
                ready(object).path("status").asText(),
                ready(object).path("message").asText(),
                object.at("/spec/suspend").asBoolean());
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/namespace").asText() + "/"
                + object.at("/metadata/name").asText();
    }

    private static String trouble(JsonNode rollout) {
        JsonNode source = condition(rollout, "SourceReady");
        return source.isMissingNode()
                ? ""
                : source.path("reason").asText() + ": " + source.path("message").asText();
    }

    private static JsonNode ready(JsonNode object) {
        return condition(object, "Ready");
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
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
