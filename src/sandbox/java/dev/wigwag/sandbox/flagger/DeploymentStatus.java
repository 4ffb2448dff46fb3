package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** How a Deployment's pods are doing: how many there are, how many of the newest template, how many ready, how many there should be. */
record DeploymentStatus(int replicas, int updated, int available, int wanted) {

    /** The status to write; {@code moved} says whether there was progress since the last one. */
    ObjectNode json(JsonNode deployment, boolean moved, Instant now) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("observedGeneration", deployment.at("/metadata/generation").asLong());
        status.put("replicas", replicas).put("updatedReplicas", updated);
        status.put("readyReplicas", available).put("availableReplicas", available);
        status.put("unavailableReplicas", Math.max(0, replicas - available));
        ArrayNode conditions = status.putArray("conditions");
        boolean enough = available >= wanted;
        condition(
                conditions,
                find(deployment, "Available"),
                "Available",
                enough ? "True" : "False",
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                false,
                now);
        boolean complete = updated == wanted && replicas == updated && enough;
        condition(
                conditions,
                find(deployment, "Progressing"),
                "Progressing",
                "True",
                complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
                moved,
                now);
        return status;
    }

    private static void condition(
            ArrayNode conditions,
            JsonNode before,
            String type,
            String value,
            String reason,
            boolean renewed,
            Instant now) {
        boolean same = before.path("status").asText().equals(value);
        boolean kept = same && !renewed && before.path("reason").asText().equals(reason);
        conditions
                .addObject()
                .put("type", type)
                .put("status", value)
                .put("reason", reason)
                .put("lastUpdateTime", kept ? before.path("lastUpdateTime").asText() : now.toString())
                .put(
                        "lastTransitionTime",
                        same ? before.path("lastTransitionTime").asText() : now.toString());
    }

    static JsonNode find(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return object.path("nothing");
    }
}
