package dev.wigwag.flux;

import dev.wigwag.engine.Sources.Concerned;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RepositoryUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** The catalogue to ask right now: the watched one as soon as it is complete, a list until then and where nothing is watched. */
@ApplicationScoped
class CurrentCatalog implements SourceCatalog {
    private final WatchedCatalog watched;
    private final ListedCatalog listed;

    CurrentCatalog(WatchedCatalog watched, ListedCatalog listed) {
        this.watched = watched;
        this.listed = listed;
    }

    @Override
    public Concerned by(Set<RepositoryUrl> addresses) {
        return current().by(addresses);
    }

    @Override
    public List<ObjectKey> includersOf(ObjectKey source) {
        return current().includersOf(source);
    }

    private SourceCatalog current() {
        return watched.isComplete() ? watched : listed;
    }
}
