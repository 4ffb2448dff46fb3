package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;

/** A cluster without Flagger. */
public final class NoCanaries implements Canaries {
    /** What is seen there. */
    public static CanarySight sight() {
        return new CanarySight(new NoCanaries(), new Heard(new SimpleMeterRegistry()));
    }

    @Override
    public CanaryIndex all() {
        return new CanaryIndex();
    }

    @Override
    public List<LiveCanary> find(ObjectKey canary) {
        return List.of();
    }

    @Override
    public CanaryDetails details(LiveCanary canary) {
        return new CanaryDetails(null, null, Map.of(), null, null, null);
    }
}
