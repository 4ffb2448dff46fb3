package dev.wigwag.engine;

import dev.wigwag.rollout.RolloutKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Finds every rollout that some place outside does not show as it is, whatever the reason, and has it shown. */
@ApplicationScoped
public class MirrorTick {
    /** Rollouts shown in one tick; the rest comes with the next. */
    static final int MOST = 500;

    private final Ledger ledger;
    private final MirrorRollout mirrorRollout;
    private final MirrorQueue queue;
    private final boolean longLived;

    public MirrorTick(Ledger ledger, MirrorRollout mirrorRollout, MirrorQueue queue, WigwagConfig config) {
        this.ledger = ledger;
        this.mirrorRollout = mirrorRollout;
        this.queue = queue;
        this.longLived = config.watch();
    }

    /**
     * Looks at all rollouts, in pages.
     *
     * @return how many were behind
     * @throws ClusterException if the ledger could not be read or written
     */
    public int hear() {
        List<RolloutKey> behind = new ArrayList<>();
        ledger.forEach(rollout -> {
            if (behind.size() < MOST && mirrorRollout.isBehind(rollout)) {
                behind.add(rollout.key());
            }
        });
        if (longLived) {
            behind.forEach(queue::offer);
            return behind.size();
        }
        return OneByOne.sum(behind, rollout -> {
            mirrorRollout.mirror(rollout);
            return 1;
        });
    }
}
