package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Notes in {@code metadata.managedFields} who wrote an object last. Only the writer is kept, not which fields it wrote: one entry per
 * manager and subresource with the time of its latest write.
 */
final class ManagedFields {

    private ManagedFields() {}

    /** Adds or refreshes the manager's entry; a blank manager leaves the object as it is. */
    static void note(ObjectNode object, String manager, String subresource, Instant time) {
        if (manager.isBlank()) {
            return;
        }
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : metadata.path("managedFields")) {
            if (!entry.path("manager").asText().equals(manager)
                    || !entry.path("subresource").asText().equals(subresource)) {
                entries.add(entry);
            }
        }
        ObjectNode own = entries.addObject();
        own.put("manager", manager).put("operation", "Update");
        own.put("apiVersion", object.path("apiVersion").asText()).put("time", time.toString());
        own.put("fieldsType", "FieldsV1").putObject("fieldsV1");
        if (!subresource.isEmpty()) {
            own.put("subresource", subresource);
        }
        metadata.set("managedFields", entries);
    }
}
