package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Notes in {@code metadata.managedFields} who wrote an object last. Only the writer is kept, not which fields it wrote: one entry per
 * manager, operation and subresource with the time of its latest write.
 */
final class ManagedFields {

    /** How a manager wrote: by server-side apply, or otherwise. */
    enum Operation {
        Apply,
        Update
    }

    private ManagedFields() {}

    /** Adds or refreshes the manager's entry; a blank manager leaves the object as it is. */
    static void note(ObjectNode object, String manager, Operation operation, String subresource, Instant time) {
        if (manager.isBlank()) {
            return;
        }
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : metadata.path("managedFields")) {
            if (!entry.path("manager").asText().equals(manager)
                    || !entry.path("operation").asText().equals(operation.name())
                    || !entry.path("subresource").asText().equals(subresource)) {
                entries.add(entry);
            }
        }
        ObjectNode own = entries.addObject();
        own.put("manager", manager).put("operation", operation.name());
        own.put("apiVersion", object.path("apiVersion").asText()).put("time", time.toString());
        own.put("fieldsType", "FieldsV1").putObject("fieldsV1");
        if (!subresource.isEmpty()) {
            own.put("subresource", subresource);
        }
        metadata.set("managedFields", entries);
    }
}
