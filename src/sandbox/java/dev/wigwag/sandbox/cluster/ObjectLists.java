package dev.wigwag.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Answers a list, whole or page by page ({@code limit}, {@code continue}), narrowed by selectors. */
final class ObjectLists {

    private final ObjectStore store;
    private final LongSupplier epoch;

    ObjectLists(ObjectStore store, LongSupplier epoch) {
        this.store = store;
        this.epoch = epoch;
    }

    ObjectNode list(ServedKind kind, String namespace, Map<String, String> query) {
        Selection selection = Selection.of(namespace, query);
        Optional<ObjectKey> after = Optional.of(query.getOrDefault("continue", ""))
                .filter(token -> !token.isEmpty())
                .map(token -> Continuation.read(token, epoch.getAsLong()).after());
        ObjectStore.Slice slice = store.list(kind.resource(), selection, after, limit(query));
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", kind.kind() + "List").put("apiVersion", kind.apiVersion());
        ObjectNode metadata = list.putObject("metadata").put("resourceVersion", Long.toString(slice.version()));
        slice.last().ifPresent(last -> {
            metadata.put("continue", new Continuation(epoch.getAsLong(), last).token());
            if (!selection.bySelector()) {
                metadata.put("remainingItemCount", slice.remaining());
            }
        });
        ArrayNode items = list.putArray("items");
        slice.items().forEach(item -> items.add(inVersion(kind, item)));
        return list;
    }

    private static int limit(Map<String, String> query) {
        String text = query.getOrDefault("limit", "0");
        try {
            int limit = Integer.parseInt(text);
            return limit <= 0 ? Integer.MAX_VALUE : limit;
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("limit: '%s' is not a number".formatted(text));
        }
    }

    /** The object as this version shows it; the sandbox converts nothing but the label. */
    static ObjectNode inVersion(ServedKind kind, ObjectNode object) {
        if (object.path("apiVersion").asText().equals(kind.apiVersion())) {
            return object;
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.setAll(object);
        return shown.put("apiVersion", kind.apiVersion());
    }
}
