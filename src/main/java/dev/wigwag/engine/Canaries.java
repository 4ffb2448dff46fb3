package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;

/** The Canaries that Flagger looks after. All methods throw {@link ClusterException} when the cluster cannot be read. */
public interface Canaries {
    /** Every Canary of the cluster that Flux applies; to be read at once, not kept. None where Flagger is not installed. */
    CanaryIndex all();

    /**
     * Reads what the objects around a Canary say: its target and primary, the route, and the pods where they may be in
     * trouble. What we may not read is told as unknown.
     */
    CanaryDetails details(LiveCanary canary);
}
