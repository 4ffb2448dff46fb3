package dev.wigwag.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.LoggedRequest;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * The claims that dead processes have left in the ledger. They hold for a minute, which no build has: here the minute is over as
 * soon as whatever the dead had sent has arrived.
 */
final class LeftClaims {
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);
    private static final int CONFLICT = 409;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SandboxCluster cluster;
    private final Clock clock;
    /** By the name a process gave the API server, when it died. */
    private final Map<String, Instant> dead = new ConcurrentHashMap<>();

    LeftClaims(SandboxCluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** The process of this name is dead. */
    void leftBy(String name) {
        dead.putIfAbsent(name, clock.instant());
    }

    /** Has them run out, as far as nobody else writes to a rollout at that moment. */
    void runOut() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> writers = writers();
        for (GenericKubernetesResource rollout : rollouts()) {
            ObjectNode json = JSON.valueToTree(rollout);
            List<ObjectNode> left = claims(json).stream()
                    .filter(claim -> isLeft(writers.get(claim.path("holder").asText())))
                    .filter(claim -> Instant.parse(claim.path("until").asText()).isAfter(now))
                    .toList();
            left.forEach(claim -> claim.put("until", now.toString()));
            if (!left.isEmpty()) {
                write(json);
            }
        }
    }

    private boolean isLeft(String writer) {
        Instant died = writer == null ? null : dead.get(writer);
        return died != null && died.plus(ON_ITS_WAY).isBefore(clock.instant());
    }

    private void write(ObjectNode rollout) {
        try {
            cluster.administrator()
                    .resource(JSON.convertValue(rollout, GenericKubernetesResource.class))
                    .updateStatus();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }

    /** Who wrote a claim first holds it; whoever keeps it while writing something else comes later. */
    private Map<String, String> writers() {
        Map<String, String> writers = new HashMap<>();
        for (LoggedRequest put : cluster.requests().matching("PUT", ".*/rollouts/.*")) {
            claims(read(put.body()))
                    .forEach(claim -> writers.putIfAbsent(claim.path("holder").asText(), put.userAgent()));
        }
        return writers;
    }

    private List<GenericKubernetesResource> rollouts() {
        return cluster.administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inAnyNamespace()
                .list()
                .getItems();
    }

    private static List<ObjectNode> claims(JsonNode rollout) {
        return StreamSupport.stream(rollout.at("/status/outlets").spliterator(), false)
                .map(outlet -> outlet.path("claim"))
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .toList();
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
