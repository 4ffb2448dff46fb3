package dev.wigwag.api;

import dev.wigwag.engine.Ledger;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.sandbox.cluster.SandboxCluster;

/** Puts rollouts into the sandbox's cluster, and takes all of them away. */
record Shelf(SandboxCluster cluster, Ledger ledger) {
    /** Stores the rollout, with its status where it has one. */
    void put(Rollout rollout) {
        Rollout created = ledger.create(rollout);
        if (rollout.status() != null) {
            ledger.replaceStatus(created.withStatus(rollout.status()));
        }
    }

    void clear() {
        cluster.administrator()
                .genericKubernetesResources("wigwag.dev/v1alpha1", "Rollout")
                .inAnyNamespace()
                .list()
                .getItems()
                .forEach(resource -> cluster.administrator().resource(resource).delete());
    }
}
