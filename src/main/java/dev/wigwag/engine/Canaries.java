package dev.wigwag.engine;

import dev.wigwag.rollout.CanaryDetails;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;

/** The Canaries that Flagger looks after. All methods throw {@link ClusterException} when the cluster cannot be read. */
public interface Canaries {
    /** Every Canary of the cluster that Flux applies; to be read at once, not kept. None where Flagger is not installed. */
    CanaryIndex all();

    /**
     * Reads one Canary as it is at this moment, past every cache.
     *
     * @return it once for each that its labels name as the one who applies it, as {@link CanaryIndex} has it; empty if it is not
     *     there, or Flux does not apply it
     */
    List<LiveCanary> find(ObjectKey canary);

    /**
     * Reads what the objects around a Canary say: its target and primary, the route, and the pods where they may be in
     * trouble. What we may not read is told as unknown.
     */
    CanaryDetails details(LiveCanary canary);
}
