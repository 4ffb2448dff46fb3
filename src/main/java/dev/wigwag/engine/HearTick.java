package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Set;

/** Time to look at everything again: what an event, a watch or a crash has lost is found here. */
@ApplicationScoped
public class HearTick {
    private final Ledger ledger;
    private final HearHint hearHint;

    public HearTick(Ledger ledger, HearHint hearHint) {
        this.ledger = ledger;
        this.hearHint = hearHint;
    }

    /**
     * Looks at the source of every pending rollout.
     *
     * @return how many objects were asked to reconcile
     * @throws ClusterException if the cluster could not be read or written; trouble with one source is told after the
     *     others have had their turn
     */
    public int hear() {
        Set<ObjectKey> waiting = new LinkedHashSet<>();
        ledger.forEach(rollout -> {
            if (rollout.phase() == Phase.Pending) {
                waiting.add(rollout.source());
            }
        });
        return OneByOne.sum(waiting, source -> hearHint.hear(new ObjectChanged(source)));
    }
}
