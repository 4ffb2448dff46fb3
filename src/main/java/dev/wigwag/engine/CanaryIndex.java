package dev.wigwag.engine;

import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Canaries by what applies them. A look-up costs what it finds, not what there is. */
public final class CanaryIndex {
    private final Map<ObjectKey, LiveCanary> canaries = new HashMap<>();
    private final Map<ObjectKey, Map<ObjectKey, LiveCanary>> byApplier = new HashMap<>();

    /**
     * Adds a Canary or replaces what is known of it.
     *
     * @return what was known of it; empty if nothing
     */
    public synchronized Optional<LiveCanary> put(LiveCanary canary) {
        Optional<LiveCanary> before = remove(canary.key());
        canaries.put(canary.key(), canary);
        byApplier.computeIfAbsent(canary.parent(), applier -> new TreeMap<>()).put(canary.key(), canary);
        return before;
    }

    /** Forgets a Canary; gives what was known of it. */
    public synchronized Optional<LiveCanary> remove(ObjectKey key) {
        Optional<LiveCanary> gone = Optional.ofNullable(canaries.remove(key));
        gone.ifPresent(canary -> byApplier.computeIfPresent(canary.parent(), (applier, under) -> {
            under.remove(key);
            return under.isEmpty() ? null : under;
        }));
        return gone;
    }

    /** Every Canary that one of these applies. */
    public synchronized List<LiveCanary> under(Collection<ObjectKey> appliers) {
        return appliers.stream()
                .distinct()
                .flatMap(applier -> byApplier.getOrDefault(applier, Map.of()).values().stream())
                .toList();
    }

    /** How many there are. */
    public synchronized int size() {
        return canaries.size();
    }
}
