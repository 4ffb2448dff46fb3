package dev.wigwag.flux;

import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.WigwagConfig;
import dev.wigwag.kube.KindWatches;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The watches on Flux that a long-lived process has; nobody works on their hints. */
public final class FluxWatches {
    private FluxWatches() {}

    /** Adds them. */
    public static void follow(KindWatches watches, WigwagConfig config) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        HintQueue hints = new HintQueue(null, config, metrics);
        new WatchedMembers(watches, hints, metrics);
        new WatchedCatalog(watches, hints, metrics);
        new WatchedArtifacts(watches, hints);
    }
}
