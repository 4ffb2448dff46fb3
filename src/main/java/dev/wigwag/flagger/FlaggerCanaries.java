package dev.wigwag.flagger;

import dev.wigwag.engine.Canaries;
import dev.wigwag.engine.CanaryIndex;
import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;
import jakarta.enterprise.context.ApplicationScoped;

/** The Canaries as they are right now: the watched ones as soon as they are complete, listed ones until then. */
@ApplicationScoped
class FlaggerCanaries implements Canaries {
    private final WatchedCanaries watched;
    private final ListedCanaries listed;
    private final Surroundings surroundings;

    FlaggerCanaries(WatchedCanaries watched, ListedCanaries listed, Surroundings surroundings) {
        this.watched = watched;
        this.listed = listed;
        this.surroundings = surroundings;
    }

    @Override
    public CanaryIndex all() {
        return watched.isComplete() ? watched.all() : listed.all();
    }

    @Override
    public CanaryDetails details(LiveCanary canary) {
        return surroundings.of(canary);
    }
}
