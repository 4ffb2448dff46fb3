package dev.wigwag.flux;

import dev.wigwag.engine.SourceReading;
import dev.wigwag.engine.SourceState;
import dev.wigwag.engine.Sources;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RepositoryUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The sources as Flux has them in the cluster. */
@ApplicationScoped
class FluxSources implements Sources {
    private final ClusterObjects objects;
    private final CurrentCatalog catalog;
    private final PackageFollowers followers;
    private final LeftBehind leftBehind;
    private final LiveViews views;
    private final Provenance provenance;

    FluxSources(
            ClusterObjects objects,
            CurrentCatalog catalog,
            PackageFollowers followers,
            LeftBehind leftBehind,
            LiveViews views,
            Provenance provenance) {
        this.objects = objects;
        this.catalog = catalog;
        this.followers = followers;
        this.leftBehind = leftBehind;
        this.views = views;
        this.provenance = provenance;
    }

    @Override
    public Concerned by(Set<RepositoryUrl> addresses) {
        return catalog.by(addresses);
    }

    @Override
    public Optional<SourceState> read(ObjectKey source) {
        return find(source).map(GitSource::state);
    }

    @Override
    public Optional<SourceReading> read(ObjectKey source, Push push) {
        return find(source).flatMap(git -> git.reading(push));
    }

    @Override
    public List<Follower> of(PackagePublished published) {
        return followers.of(published);
    }

    @Override
    public Map<ObjectKey, String> leftBehindBy(ObjectKey changed) {
        return leftBehind.by(changed);
    }

    @Override
    public Map<ObjectKey, String> leftBehind() {
        return leftBehind.all();
    }

    @Override
    public Optional<LiveView> view(ObjectKey source) {
        return views.of(source);
    }

    @Override
    public void forEachView(Set<ObjectKey> expected, Consumer<LiveView> visitor) {
        views.forEach(expected, visitor);
    }

    @Override
    public void forEachSource(Consumer<ObjectKey> visitor) {
        views.forEachKey(visitor);
    }

    @Override
    public Set<ObjectKey> sourcesOf(ObjectKey object) {
        return provenance.sourcesOf(object);
    }

    @Override
    public Optional<String> address(ObjectKey source) {
        return views.address(source);
    }

    /** Another kind of source may bear the same name, and is none of these. */
    private Optional<GitSource> find(ObjectKey source) {
        if (!FluxKind.GitRepository.name().equals(source.kind())) {
            return Optional.empty();
        }
        return objects.find(FluxKind.GitRepository.kind(), source.namespace(), source.name())
                .map(object -> new GitSource(new Fields(object)));
    }
}
