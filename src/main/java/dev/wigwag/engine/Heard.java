package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was said of objects and not looked at yet: the words of events that no object keeps. Bounded, and only as durable as
 * the process: without them a picture lacks a cause or is less sure of a commit, but is not false.
 */
@ApplicationScoped
public class Heard {
    /** Objects remembered; beyond them the one that was longest without news is forgotten. */
    static final int OBJECTS = 1_000;

    /** Words remembered of one object, the last ones. */
    static final int EACH = 32;

    private final Map<ObjectKey, Deque<CanaryNews>> news = bounded();
    private final Map<ObjectKey, Deque<ChangeSet>> changes = bounded();

    public Heard(MeterRegistry metrics) {
        Gauge.builder("wigwag.heard", this, Heard::size)
                .description("Objects of which something was said that has not been looked at")
                .register(metrics);
    }

    /** Keeps what Flagger said until somebody looks at the Canary. */
    public synchronized void add(CanaryNews said) {
        add(news, said.canary(), said);
    }

    /** Keeps what a Kustomization said it changed until somebody looks at it. */
    public synchronized void add(ChangeSet said) {
        add(changes, said.by(), said);
    }

    /** What was said of these Canaries, in the order it came. */
    synchronized List<CanaryNews> newsOf(Collection<ObjectKey> canaries) {
        return of(news, canaries);
    }

    /** What these Kustomizations said, in the order it came. */
    synchronized List<ChangeSet> changesBy(Collection<ObjectKey> appliers) {
        return of(changes, appliers);
    }

    /** It has been looked at. What was said since stays. */
    synchronized void forget(List<CanaryNews> said, List<ChangeSet> changed) {
        said.forEach(one -> forget(news, one.canary(), one));
        changed.forEach(one -> forget(changes, one.by(), one));
    }

    synchronized int size() {
        return news.size() + changes.size();
    }

    private static <T> void add(Map<ObjectKey, Deque<T>> all, ObjectKey of, T said) {
        // Put in anew, so that it is the last to be forgotten.
        Deque<T> words = Objects.requireNonNullElseGet(all.remove(of), ArrayDeque::new);
        all.put(of, words);
        words.addLast(said);
        if (words.size() > EACH) {
            words.removeFirst();
        }
    }

    private static <T> List<T> of(Map<ObjectKey, Deque<T>> all, Collection<ObjectKey> keys) {
        List<T> found = new ArrayList<>();
        if (!all.isEmpty()) {
            keys.forEach(key -> found.addAll(all.getOrDefault(key, new ArrayDeque<>())));
        }
        return found;
    }

    private static <T> void forget(Map<ObjectKey, Deque<T>> all, ObjectKey of, T said) {
        all.computeIfPresent(of, (key, words) -> {
            words.removeFirstOccurrence(said);
            return words.isEmpty() ? null : words;
        });
    }

    private static <T> Map<ObjectKey, Deque<T>> bounded() {
        return new LinkedHashMap<>(16, 0.75f, false) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ObjectKey, Deque<T>> eldest) {
                return size() > OBJECTS;
            }
        };
    }
}
