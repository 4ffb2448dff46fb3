package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Kustomization as one reconcile sees it from beginning to end.
 *
 * @param object the whole object as it was at the beginning
 * @param source the GitRepository it is built from; other kinds of source are not known here
 * @param path relative to the root of the artifact, without {@code ./} and slashes at the ends; empty for the root
 * @param healthChecks what is waited for after the apply, as {@code Deployment/ns/name}
 */
record KustomizationView(
        ObjectNode object,
        ObjectName name,
        long generation,
        Optional<String> requestedAt,
        ObjectName source,
        String path,
        String targetNamespace,
        List<ObjectName> dependsOn,
        Duration interval,
        Duration retryInterval,
        String timeout,
        boolean prune,
        boolean suspended,
        boolean deleting,
        boolean waits,
        List<String> healthChecks) {

    /** Holds a deleted object until what it applied is gone too. */
    static final String FINALIZER = "finalizers.fluxcd.io";

    static KustomizationView of(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        JsonNode spec = object.path("spec");
        String namespace = metadata.path("namespace").asText();
        JsonNode requestedAt = metadata.path("annotations").path(GitRepositoryView.REQUESTED_AT);
        List<ObjectName> dependsOn = new ArrayList<>();
        spec.path("dependsOn").forEach(each -> dependsOn.add(named(each, namespace)));
        List<String> checks = new ArrayList<>();
        spec.path("healthChecks")
                .forEach(each -> checks.add(each.path("kind").asText() + "/" + named(each, namespace)));
        Duration interval = GitRepositoryView.duration(spec.path("interval").asText());
        return new KustomizationView(
                object,
                new ObjectName(namespace, metadata.path("name").asText()),
                metadata.path("generation").asLong(),
                requestedAt.isMissingNode() ? Optional.empty() : Optional.of(requestedAt.asText()),
                named(spec.path("sourceRef"), namespace),
                spec.path("path").asText().replaceFirst("^(\\./|/)+", "").replaceFirst("^\\.$|/+$", ""),
                spec.path("targetNamespace").asText(),
                List.copyOf(dependsOn),
                interval,
                spec.has("retryInterval")
                        ? GitRepositoryView.duration(spec.path("retryInterval").asText())
                        : interval,
                spec.path("timeout").asText("5m0s"),
                spec.path("prune").asBoolean(),
                spec.path("suspend").asBoolean(),
                metadata.has("deletionTimestamp"),
                spec.path("wait").asBoolean() || !checks.isEmpty(),
                List.copyOf(checks));
    }

    private static ObjectName named(JsonNode reference, String namespace) {
        return new ObjectName(
                reference.path("namespace").asText(namespace),
                reference.path("name").asText());
    }

    /** The status at the beginning; a copy. */
    ObjectNode status() {
        return object.path("status") instanceof ObjectNode status
                ? status.deepCopy()
                : JsonNodeFactory.instance.objectNode();
    }

    String lastAppliedRevision() {
        return object.at("/status/lastAppliedRevision").asText();
    }

    /** Whether it is Ready for its present generation; that is not to say on which revision. */
    boolean ready() {
        JsonNode status = object.path("status");
        return status.path("observedGeneration").asLong(-1) == generation
                && Conditions.value(status, "Ready").equals("True");
    }

    boolean finalized() {
        for (JsonNode finalizer : object.at("/metadata/finalizers")) {
            if (finalizer.asText().equals(FINALIZER)) {
                return true;
            }
        }
        return false;
    }
}
