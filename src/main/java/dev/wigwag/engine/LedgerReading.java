package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import java.util.List;

/**
 * What the ledger holds of one source, for a look at it: listed when first asked for, and then remembered, as everybody
 * who takes part in the look would list the same. Such a list makes the API server go through all rollouts of the
 * namespace.
 *
 * <p>It ages, which does no harm so long as the cluster is read after it and everything decided from it is written by
 * compare-and-set. For one thread at a time.
 */
final class LedgerReading {
    private final Ledger ledger;
    private final ObjectKey source;
    private List<Rollout> rollouts;

    /** Reads nothing yet. */
    LedgerReading(Ledger ledger, ObjectKey source) {
        this.ledger = ledger;
        this.source = source;
    }

    ObjectKey source() {
        return source;
    }

    /**
     * Every rollout of the source, in no particular order.
     *
     * @throws ClusterException if they are not known and could not be listed
     */
    List<Rollout> rollouts() {
        if (rollouts == null) {
            rollouts = ledger.of(source);
        }
        return rollouts;
    }

    /** The ledger has moved, or is about to: whoever asks next lists anew. */
    void forget() {
        rollouts = null;
    }

    /** The same, not listed yet. */
    LedgerReading afresh() {
        return new LedgerReading(ledger, source);
    }
}
