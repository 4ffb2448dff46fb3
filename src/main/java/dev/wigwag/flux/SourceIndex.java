package dev.wigwag.flux;

import dev.wigwag.engine.Sources.Concerned;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RepositoryUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** GitRepositories by repository and by what they include. A look-up costs what it finds, not what there is. */
final class SourceIndex {
    private final Map<ObjectKey, IndexedSource> sources = new HashMap<>();
    private final Map<RepositoryUrl, Set<ObjectKey>> byRepository = new HashMap<>();
    private final Map<ObjectKey, Set<ObjectKey>> byIncluded = new HashMap<>();

    /**
     * Adds a source or replaces what is known of it.
     *
     * @return what was known of it; null if nothing
     */
    synchronized IndexedSource put(IndexedSource source) {
        IndexedSource before = remove(source.key());
        sources.put(source.key(), source);
        source.repository().ifPresent(repository -> enter(byRepository, repository, source.key()));
        for (String name : source.includes()) {
            enter(byIncluded, source.included(name), source.key());
        }
        return before;
    }

    /** Forgets a source. */
    synchronized IndexedSource remove(ObjectKey key) {
        IndexedSource gone = sources.remove(key);
        if (gone != null) {
            gone.repository().ifPresent(repository -> leave(byRepository, repository, key));
            for (String name : gone.includes()) {
                leave(byIncluded, gone.included(name), key);
            }
        }
        return gone;
    }

    /** Who is concerned by news of these addresses. */
    synchronized Concerned by(Set<RepositoryUrl> addresses) {
        Set<ObjectKey> found = new TreeSet<>();
        for (RepositoryUrl address : addresses) {
            found.addAll(byRepository.getOrDefault(address, Set.of()));
        }
        Map<ObjectKey, List<ObjectKey>> includers = new LinkedHashMap<>();
        for (ObjectKey source : found) {
            List<ObjectKey> of = includersOf(source);
            if (!of.isEmpty()) {
                includers.put(source, of);
            }
        }
        return new Concerned(new ArrayList<>(found), includers, sources.size() - found.size());
    }

    /** The sources that include this one. */
    synchronized List<ObjectKey> includersOf(ObjectKey source) {
        return List.copyOf(byIncluded.getOrDefault(source, Set.of()));
    }

    synchronized int size() {
        return sources.size();
    }

    private static <K> void enter(Map<K, Set<ObjectKey>> map, K under, ObjectKey key) {
        map.computeIfAbsent(under, any -> new TreeSet<>()).add(key);
    }

    private static <K> void leave(Map<K, Set<ObjectKey>> map, K under, ObjectKey key) {
        Set<ObjectKey> keys = map.get(under);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            map.remove(under);
        }
    }
}
