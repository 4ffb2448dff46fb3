package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The conditions of one object while its status is being rewritten. {@code lastTransitionTime} moves only when a status value flips. */
final class Conditions {

    private final ObjectNode status;
    private final long generation;
    private final Instant now;

    Conditions(ObjectNode status, long generation, Instant now) {
        this.status = status;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    boolean has(String type) {
        return !find(status, type).isMissingNode();
    }

    /** The condition of this type in a status, or the missing node. */
    static JsonNode find(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    /** {@code True}, {@code False} or {@code Unknown}; empty where a status has no such condition. */
    static String value(JsonNode status, String type) {
        return find(status, type).path("status").asText();
    }

    /** Sets a condition, keeping its place in the list. */
    Conditions set(String type, String value, String reason, String message) {
        ArrayNode conditions = status.withArray("/conditions");
        ObjectNode condition = null;
        for (JsonNode each : conditions) {
            if (each.path("type").asText().equals(type)) {
                condition = (ObjectNode) each;
            }
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type);
        }
        if (!condition.path("status").asText().equals(value)) {
            condition.put("status", value).put("lastTransitionTime", now.toString());
        }
        condition.put("reason", reason).put("message", message).put("observedGeneration", generation);
        return this;
    }

    Conditions remove(List<String> types) {
        ArrayNode kept = status.arrayNode();
        status.path("conditions").forEach(condition -> {
            if (!types.contains(condition.path("type").asText())) {
                kept.add(condition);
            }
        });
        status.set("conditions", kept);
        return this;
    }
}
