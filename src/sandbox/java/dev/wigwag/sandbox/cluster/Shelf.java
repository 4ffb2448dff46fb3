package dev.wigwag.sandbox.cluster;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of one resource, sorted for paging. Those with a label are found without going through the others, so that a list costs
 * what it gives; a real API server goes through its cache of the namespace, comparing labels. Not safe for threads.
 */
final class Shelf {

    private final NavigableMap<ObjectKey, StoredObject> objects = new TreeMap<>();
    private final Map<Map.Entry<String, String>, NavigableMap<ObjectKey, StoredObject>> labelled = new HashMap<>();

    Optional<StoredObject> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    void put(ObjectKey key, StoredObject stored) {
        remove(key);
        objects.put(key, stored);
        stored.labels()
                .entrySet()
                .forEach(label -> labelled.computeIfAbsent(label, first -> new TreeMap<>())
                        .put(key, stored));
    }

    void remove(ObjectKey key) {
        StoredObject gone = objects.remove(key);
        if (gone != null) {
            gone.labels()
                    .entrySet()
                    .forEach(label -> labelled.computeIfPresent(label, (same, those) -> {
                        those.remove(key);
                        return those.isEmpty() ? null : those;
                    }));
        }
    }

    /** All objects in key order. */
    NavigableMap<ObjectKey, StoredObject> all() {
        return Collections.unmodifiableNavigableMap(objects);
    }

    /** All objects in the selection's namespace that may be selected, and perhaps others, in key order. */
    NavigableMap<ObjectKey, StoredObject> candidates(Selection selection) {
        NavigableMap<ObjectKey, StoredObject> fewest = selection.labels().required().stream()
                .map(label -> labelled.getOrDefault(label, Collections.emptyNavigableMap()))
                .min(Comparator.comparing(Map::size))
                .orElse(objects);
        String namespace = selection.namespace();
        return Collections.unmodifiableNavigableMap(namespace.isEmpty() ? fewest : inNamespace(fewest, namespace));
    }

    /** No name is empty, and no namespace comes between one and the same with the least character behind it. */
    private static NavigableMap<ObjectKey, StoredObject> inNamespace(
            NavigableMap<ObjectKey, StoredObject> objects, String namespace) {
        return objects.subMap(new ObjectKey(namespace, ""), true, new ObjectKey(namespace + '\0', ""), false);
    }
}
