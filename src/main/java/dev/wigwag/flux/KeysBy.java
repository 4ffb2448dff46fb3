package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which objects are known under what; not thread-safe. */
final class KeysBy<K> {
    private final Map<K, Set<ObjectKey>> keys = new HashMap<>();

    void enter(K under, ObjectKey key) {
        keys.computeIfAbsent(under, any -> new TreeSet<>()).add(key);
    }

    void leave(K under, ObjectKey key) {
        Set<ObjectKey> known = keys.get(under);
        if (known != null && known.remove(key) && known.isEmpty()) {
            keys.remove(under);
        }
    }

    /** In the order of the keys; not to be kept beyond the next change. */
    Set<ObjectKey> under(K what) {
        return keys.getOrDefault(what, Set.of());
    }
}
