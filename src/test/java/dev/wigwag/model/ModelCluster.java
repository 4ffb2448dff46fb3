package dev.wigwag.model;

import dev.wigwag.engine.Mishaps;
import dev.wigwag.engine.ReconcileRequests;
import dev.wigwag.engine.SourceReading;
import dev.wigwag.engine.SourceState;
import dev.wigwag.engine.Sources;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.PackagePublished;
import dev.wigwag.rollout.Push;
import dev.wigwag.rollout.RepositoryUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The cluster of the model, read as the engine reads one. */
final class ModelCluster implements Sources, ReconcileRequests {
    final Map<ObjectKey, ModelSource> sources = new TreeMap<>();
    final Map<ObjectKey, ModelKustomization> kustomizations = new TreeMap<>();
    private final Mishaps mishaps;

    ModelCluster(Mishaps mishaps) {
        this.mishaps = mishaps;
    }

    @Override
    public Concerned by(Set<RepositoryUrl> addresses) {
        return new Concerned(List.copyOf(sources.keySet()), Map.of(), 0);
    }

    @Override
    public Optional<SourceState> read(ObjectKey source) {
        return Optional.ofNullable(sources.get(source)).map(ModelSource::state);
    }

    @Override
    public Optional<SourceReading> read(ObjectKey source, Push push) {
        return Optional.ofNullable(sources.get(source)).map(found -> found.reading(push));
    }

    @Override
    public List<Follower> of(PackagePublished published) {
        return List.of();
    }

    @Override
    public Map<ObjectKey, String> leftBehindBy(ObjectKey changed) {
        return Map.of();
    }

    @Override
    public Map<ObjectKey, String> leftBehind() {
        return Map.of();
    }

    @Override
    public Optional<LiveView> view(ObjectKey source) {
        return Optional.ofNullable(sources.get(source))
                .map(found -> new LiveView(
                        found.live(),
                        kustomizations.values().stream()
                                .filter(one -> one.source == found)
                                .map(ModelKustomization::live)
                                .toList()));
    }

    @Override
    public void forEachView(Consumer<LiveView> visitor) {
        sources.keySet().forEach(key -> visitor.accept(view(key).orElseThrow()));
    }

    @Override
    public void forEachSource(Consumer<ObjectKey> visitor) {
        sources.keySet().forEach(visitor);
    }

    /** A Kustomization that is gone is not remembered: its hint says nothing, and the tick has to find out. */
    @Override
    public Set<ObjectKey> sourcesOf(ObjectKey object) {
        if (sources.containsKey(object)) {
            return Set.of(object);
        }
        return Optional.ofNullable(kustomizations.get(object))
                .map(found -> Set.of(found.source.key))
                .orElse(Set.of());
    }

    @Override
    public Optional<String> address(ObjectKey source) {
        return Optional.of("https://github.com/acme/fleet");
    }

    @Override
    public boolean ask(ObjectKey object, String token) {
        return mishaps.writing("ask " + object, () -> {
            ModelSource source = sources.get(object);
            if (source != null) {
                source.requestedAt = token;
            }
            return source != null;
        });
    }
}
