package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * A HelmRelease as one reconcile sees it from beginning to end.
 *
 * @param chart the chart's name
 * @param version the chart's version, which is what Flux calls the revision of a HelmRelease
 * @param retries how often a failed action is repeated before the release is given up
 */
record HelmReleaseView(
        ObjectNode object,
        ObjectName name,
        long generation,
        Optional<String> requestedAt,
        String chart,
        String version,
        int retries,
        Duration interval,
        boolean suspended) {

    static HelmReleaseView of(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        JsonNode spec = object.path("spec");
        JsonNode requestedAt = metadata.path("annotations").path(GitRepositoryView.REQUESTED_AT);
        String action = object.at("/status/history").isEmpty() ? "install" : "upgrade";
        return new HelmReleaseView(
                object,
                new ObjectName(
                        metadata.path("namespace").asText(),
                        metadata.path("name").asText()),
                metadata.path("generation").asLong(),
                requestedAt.isMissingNode() ? Optional.empty() : Optional.of(requestedAt.asText()),
                spec.at("/chart/spec/chart").asText(),
                spec.at("/chart/spec/version").asText("*"),
                spec.path(action).path("remediation").path("retries").asInt(0),
                GitRepositoryView.duration(spec.path("interval").asText()),
                spec.path("suspend").asBoolean());
    }

    /** The status at the beginning; a copy. */
    ObjectNode status() {
        return object.path("status") instanceof ObjectNode status
                ? status.deepCopy()
                : JsonNodeFactory.instance.objectNode();
    }

    boolean installed() {
        return !object.at("/status/history").isEmpty();
    }

    /** Whether this very spec was tried before, with whatever outcome. */
    boolean attempted() {
        return object.at("/status/lastAttemptedGeneration").asLong(-1) == generation;
    }

    boolean ready() {
        return Conditions.value(object.path("status"), "Ready").equals("True");
    }

    boolean stalled() {
        return Conditions.value(object.path("status"), "Stalled").equals("True");
    }

    /** {@code Install} or {@code Upgrade}, with which the reasons begin. */
    String action() {
        return installed() ? "Upgrade" : "Install";
    }
}
