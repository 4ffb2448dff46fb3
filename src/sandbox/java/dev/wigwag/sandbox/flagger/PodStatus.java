package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The status of pods that nothing is wrong with. */
final class PodStatus {

    private PodStatus() {}

    static ObjectNode starting(JsonNode pod, Instant now) {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("phase", "Pending");
        condition(status.putArray("conditions"), "PodScheduled", "True", now);
        for (JsonNode container : pod.at("/spec/containers")) {
            container(status, container, false)
                    .putObject("state")
                    .putObject("waiting")
                    .put("reason", "ContainerCreating");
        }
        return status;
    }

    static ObjectNode running(JsonNode pod, Instant now) {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("phase", "Running");
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, "PodScheduled", "True", now);
        condition(conditions, "Ready", "True", now);
        for (JsonNode container : pod.at("/spec/containers")) {
            container(status, container, true)
                    .putObject("state")
                    .putObject("running")
                    .put("startedAt", now.toString());
        }
        return status;
    }

    static boolean ready(JsonNode pod) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    static ObjectNode condition(ArrayNode conditions, String type, String value, Instant now) {
        return conditions.addObject().put("type", type).put("status", value).put("lastTransitionTime", now.toString());
    }

    static ObjectNode container(ObjectNode status, JsonNode container, boolean ready) {
        return status.withArray("/containerStatuses")
                .addObject()
                .put("name", container.path("name").asText())
                .put("image", container.path("image").asText())
                .put("ready", ready)
                .put("restartCount", 0);
    }
}
