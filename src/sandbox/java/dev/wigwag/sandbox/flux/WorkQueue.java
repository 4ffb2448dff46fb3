package dev.wigwag.sandbox.flux;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects wait to be reconciled. An object waits at most once and is never worked on twice at a time: what is added while it is
 * being worked on waits until that is done. Bounded by the number of objects.
 */
final class WorkQueue<K> {

    private final Set<K> waiting = new LinkedHashSet<>();
    private final Set<K> running = new HashSet<>();

    synchronized void add(K key) {
        waiting.add(key);
    }

    /** The object that has waited longest and is not being worked on; it counts as being worked on until {@link #done}. */
    synchronized Optional<K> take() {
        Optional<K> next =
                waiting.stream().filter(key -> !running.contains(key)).findFirst();
        next.ifPresent(key -> {
            waiting.remove(key);
            running.add(key);
        });
        return next;
    }

    synchronized void done(K key) {
        running.remove(key);
    }
}
