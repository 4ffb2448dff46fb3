package dev.wigwag.engine;

/** Where a decision is told beside the ledger, for people who look at the Canary itself. */
public interface DecisionNews {
    /**
     * Tells that it was taken.
     *
     * @throws ClusterException if it could not be told; the decision stands all the same
     */
    void taken(Decision.Taken decision);
}
