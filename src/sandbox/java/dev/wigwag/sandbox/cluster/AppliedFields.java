package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each manager applied to each object last, so that a member it leaves out the next time is taken away. That another manager may have
 * set the same member is not considered. One manifest is kept per object and manager.
 */
final class AppliedFields {

    private record Owner(String resource, ObjectKey key, String manager) {}

    private final Map<Owner, JsonNode> applied = new ConcurrentHashMap<>();

    /** The manifest as a merge patch: with null for what this manager applied before and leaves out now. */
    JsonNode patch(ObjectWriter.Target target, JsonNode manifest) {
        JsonNode before = applied.get(owner(target));
        return before == null ? manifest : withRemovals(before, manifest);
    }

    /** Remembers what was applied. */
    void note(ObjectWriter.Target target, JsonNode manifest) {
        if (!target.dryRun()) {
            applied.put(owner(target), manifest.deepCopy());
        }
    }

    private static Owner owner(ObjectWriter.Target target) {
        return new Owner(target.kind().resource(), target.key(), target.fieldManager());
    }

    private static JsonNode withRemovals(JsonNode before, JsonNode now) {
        if (!before.isObject() || !now.isObject()) {
            return now;
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        before.fieldNames().forEachRemaining(name -> {
            if (!now.has(name)) {
                patch.putNull(name);
            }
        });
        now.properties()
                .forEach(each -> patch.set(each.getKey(), withRemovals(before.path(each.getKey()), each.getValue())));
        return patch;
    }
}
