package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What must be merged into one document to make it another. */
final class Difference {

    private Difference() {}

    /** A JSON merge patch; members the second document lacks are null in it. */
    static ObjectNode between(JsonNode before, ObjectNode after) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        before.fieldNames().forEachRemaining(name -> {
            if (!after.has(name)) {
                patch.putNull(name);
            }
        });
        after.properties().forEach(each -> {
            JsonNode old = before.path(each.getKey());
            if (each.getValue() instanceof ObjectNode inner && old.isObject()) {
                ObjectNode below = between(old, inner);
                if (!below.isEmpty()) {
                    patch.set(each.getKey(), below);
                }
            } else if (!each.getValue().equals(old)) {
                patch.set(each.getKey(), each.getValue());
            }
        });
        return patch;
    }
}
