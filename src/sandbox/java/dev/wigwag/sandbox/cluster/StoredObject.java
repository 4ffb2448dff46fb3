package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * An object and, read out of it once, what a list by label compares: a list goes through all objects of a namespace, and the API
 * server's cache keeps the labels at hand for that as well.
 */
record StoredObject(ObjectNode object, Map<String, String> labels) {

    static StoredObject of(ObjectNode object) {
        return new StoredObject(object, labels(object));
    }

    /** The labels of an object; none if it has none. */
    static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, JsonNode> label :
                object.path("metadata").path("labels").properties()) {
            labels.put(label.getKey(), label.getValue().asText());
        }
        return Map.copyOf(labels);
    }
}
