package dev.wigwag.flagger;

import dev.wigwag.engine.Canaries;
import dev.wigwag.engine.CanaryIndex;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The Canaries as they are right now: the watched ones as soon as they are complete, listed ones until then. */
@ApplicationScoped
class FlaggerCanaries implements Canaries {
    private final WatchedCanaries watched;
    private final ListedCanaries listed;
    private final Surroundings surroundings;
    private final ClusterObjects objects;

    FlaggerCanaries(WatchedCanaries watched, ListedCanaries listed, Surroundings surroundings, ClusterObjects objects) {
        this.objects = objects;
        this.watched = watched;
        this.listed = listed;
        this.surroundings = surroundings;
    }

    @Override
    public CanaryIndex all() {
        return watched.isComplete() ? watched.all() : listed.all();
    }

    @Override
    public List<LiveCanary> find(ObjectKey canary) {
        return objects.find(FlaggerKind.Canary.kind(), canary.namespace(), canary.name())
                .map(LiveCanaries::of)
                .orElse(List.of());
    }

    @Override
    public CanaryDetails details(LiveCanary canary) {
        return surroundings.of(canary);
    }
}
