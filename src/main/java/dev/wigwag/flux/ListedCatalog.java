package dev.wigwag.flux;

import dev.wigwag.engine.Sources.Concerned;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RepositoryUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Lists all GitRepositories afresh, page by page, keeping of each only what the look-up needs. */
@ApplicationScoped
class ListedCatalog implements SourceCatalog {
    private final ClusterObjects objects;

    ListedCatalog(ClusterObjects objects) {
        this.objects = objects;
    }

    @Override
    public Concerned by(Set<RepositoryUrl> addresses) {
        return index().by(addresses);
    }

    @Override
    public List<ObjectKey> includersOf(ObjectKey source) {
        return index().includersOf(source);
    }

    private SourceIndex index() {
        SourceIndex index = new SourceIndex();
        objects.forEach(FluxKind.GitRepository.kind(), object -> index.put(IndexedSource.of(new Fields(object))));
        return index;
    }
}
