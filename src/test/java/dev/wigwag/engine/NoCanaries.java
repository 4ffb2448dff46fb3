package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
    public CanaryDetails details(LiveCanary canary) {
        return new CanaryDetails(null, null, Map.of(), null, null, null);
    }
}
