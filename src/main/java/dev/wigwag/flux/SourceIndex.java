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
    private final KeysBy<RepositoryUrl> byRepository = new KeysBy<>();
    private final KeysBy<ObjectKey> byIncluded = new KeysBy<>();

    /**
     * Adds a source or replaces what is known of it.
     *
     * @return what was known of it; null if nothing
     */
    synchronized IndexedSource put(IndexedSource source) {
        IndexedSource before = remove(source.key());
        sources.put(source.key(), source);
        source.repository().ifPresent(repository -> byRepository.enter(repository, source.key()));
        for (String name : source.includes()) {
            byIncluded.enter(source.included(name), source.key());
        }
        return before;
    }

    /** Forgets a source. */
    synchronized IndexedSource remove(ObjectKey key) {
        IndexedSource gone = sources.remove(key);
        if (gone != null) {
            gone.repository().ifPresent(repository -> byRepository.leave(repository, key));
            for (String name : gone.includes()) {
                byIncluded.leave(gone.included(name), key);
            }
        }
        return gone;
    }

    /** Who is concerned by news of these addresses. */
    synchronized Concerned by(Set<RepositoryUrl> addresses) {
        Set<ObjectKey> found = new TreeSet<>();
        for (RepositoryUrl address : addresses) {
            found.addAll(byRepository.under(address));
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
        return List.copyOf(byIncluded.under(source));
    }

    synchronized int size() {
        return sources.size();
    }
}
