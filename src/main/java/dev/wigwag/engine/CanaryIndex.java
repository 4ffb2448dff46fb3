package dev.wigwag.engine;

import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Canaries by what their labels say applies them. A look-up costs what it finds, not what there is. A Canary may bear the
 * labels of two appliers, of which one is right: it is in here once for each.
 */
public final class CanaryIndex {
    private final Map<ObjectKey, List<LiveCanary>> canaries = new HashMap<>();
    private final Map<ObjectKey, Map<ObjectKey, LiveCanary>> byApplier = new HashMap<>();

    /**
     * Adds a Canary or replaces what is known of it.
     *
     * @param claims the Canary once for each applier that its labels name; without any it is forgotten
     * @return what was known of it; empty if nothing
     */
    public synchronized List<LiveCanary> put(ObjectKey canary, List<LiveCanary> claims) {
        List<LiveCanary> before = remove(canary);
        if (!claims.isEmpty()) {
            canaries.put(canary, List.copyOf(claims));
            claims.forEach(claim -> byApplier
                    .computeIfAbsent(claim.parent(), applier -> new TreeMap<>())
                    .put(canary, claim));
        }
        return before;
    }

    /** Forgets a Canary; gives what was known of it. */
    public synchronized List<LiveCanary> remove(ObjectKey canary) {
        List<LiveCanary> gone = canaries.containsKey(canary) ? canaries.remove(canary) : List.of();
        gone.forEach(claim -> byApplier.computeIfPresent(claim.parent(), (applier, under) -> {
            under.remove(canary);
            return under.isEmpty() ? null : under;
        }));
        return gone;
    }

    /** Every Canary whose labels name this applier, in the order of their keys. */
    public synchronized List<LiveCanary> under(ObjectKey applier) {
        return List.copyOf(byApplier.getOrDefault(applier, Map.of()).values());
    }

    /** Every Canary, in no particular order. */
    public synchronized Set<ObjectKey> keys() {
        return Set.copyOf(canaries.keySet());
    }

    /** How many Canaries there are. */
    public synchronized int size() {
        return canaries.size();
    }
}
