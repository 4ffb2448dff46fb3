package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where rollouts are kept. Writes are compare-and-set on {@link Rollout#version()}: a write from an outdated reading
 * fails with {@link ClusterException.Fault#CONFLICT} and changes nothing. All methods throw {@link ClusterException}.
 */
public interface Ledger {
    /** Every rollout of this source, in no particular order. */
    List<Rollout> of(ObjectKey source);

    /** One rollout as it is stored now. */
    Optional<Rollout> find(RolloutKey key);

    /** Shows every rollout of the cluster to {@code visitor}, page by page. */
    void forEach(Consumer<Rollout> visitor);

    /** Shows every rollout of one namespace to {@code visitor}, page by page. */
    void forEachIn(String namespace, Consumer<Rollout> visitor);

    /**
     * Stores a new rollout's spec.
     *
     * @return the rollout as stored, with its version; its status is not written by this
     */
    Rollout create(Rollout rollout);

    /** Writes the spec over the version read. */
    Rollout replaceSpec(Rollout rollout);

    /** Writes the status over the version read. */
    Rollout replaceStatus(Rollout rollout);

    /** Deletes a rollout that is of no more use, if it is still the version read; one that is gone already is no fault. */
    void delete(Rollout rollout);
}
