package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds every rollout that some place outside does not show as it is, whatever the reason, and has it shown. */
@ApplicationScoped
public class MirrorTick {
    /** About how many rollouts are shown in one tick; the rest comes with the next. */
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
        List<RolloutKey> behind = behind();
        if (longLived) {
            behind.forEach(queue::offer);
            return behind.size();
        }
        return OneByOne.sum(behind, rollout -> {
            mirrorRollout.mirror(rollout);
            return 1;
        });
    }

    private List<RolloutKey> behind() {
        List<RolloutKey> behind = new ArrayList<>();
        Set<ObjectKey> overtaken = new LinkedHashSet<>();
        ledger.forEach(rollout -> {
            if (Outlets.heirOf(rollout).isPresent() && mirrorRollout.isShown(rollout)) {
                overtaken.add(rollout.source());
            } else if (behind.size() < MOST && mirrorRollout.isBehind(rollout, Optional.empty())) {
                behind.add(rollout.key());
            }
        });
        // What an overtaken one should show depends on its heir, which need not have come by in the same page.
        for (ObjectKey source : overtaken) {
            if (behind.size() >= MOST) {
                break;
            }
            List<Rollout> rollouts = ledger.of(source);
            rollouts.stream()
                    .filter(rollout -> Outlets.heirOf(rollout).isPresent())
                    .filter(rollout -> mirrorRollout.isBehind(rollout, Outlets.heirAmong(rollouts, rollout)))
                    .forEach(rollout -> behind.add(rollout.key()));
        }
        return behind;
    }
}
