package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Turns stored changes into the events of one watch: an object that begins or ceases to match the selection is added or deleted for it. */
record Watch(ServedKind kind, Selection selection) {

    /** The event to send for this change, or empty when the watch is not concerned. */
    Optional<ObjectNode> event(Change change) {
        boolean was = change.before() != null && selection.test(change.before());
        boolean is = change.after() != null && selection.test(change.after());
        if (was && is) {
            return Optional.of(event("MODIFIED", change.last()));
        }
        if (is) {
            return Optional.of(event("ADDED", change.last()));
        }
        return was ? Optional.of(event("DELETED", change.last())) : Optional.empty();
    }

    static ObjectNode error(ApiFailure failure) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", "ERROR");
        event.set("object", failure.status());
        return event;
    }

    private ObjectNode event(String type, ObjectNode object) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
        event.set("object", ObjectLists.inVersion(kind, object));
        return event;
    }
}
