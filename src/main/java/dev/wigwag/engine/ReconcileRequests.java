package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;

/** Asks Flux to look at an object now instead of at its next interval. */
public interface ReconcileRequests {
    /**
     * Writes {@code token} as the object's reconcile request. The same token again is a no-op.
     *
     * @return whether the object was there to be asked
     * @throws ClusterException if the cluster did not take it
     */
    boolean ask(ObjectKey object, String token);
}
