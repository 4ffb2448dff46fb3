package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds every rollout that some place outside does not show as it is, whatever the reason, and has it shown. */
@ApplicationScoped
public class MirrorTick {
    /** About how many rollouts are shown in one tick; the rest comes with the next. */
    static final int MOST = 500;

    private final Ledger ledger;
    private final MirrorRollout mirrorRollout;
    private final MirrorQueue queue;
    private final Clock clock;

    public MirrorTick(Ledger ledger, MirrorRollout mirrorRollout, MirrorQueue queue, Clock clock) {
        this.ledger = ledger;
        this.mirrorRollout = mirrorRollout;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Looks at all rollouts, in pages.
     *
     * @param until when a short-lived process has to be done; a long-lived one goes on behind it
     * @return how many were behind
     * @throws ClusterException if the ledger could not be read or written
     */
    public int hear(Instant until) {
        List<RolloutKey> behind = behind();
        if (queue.isOpen()) {
            behind.forEach(queue::offer);
            return behind.size();
        }
        // What can be shown at once first, so that a wait for one place's slot costs no other its turn.
        shown(behind, Face::isFinal, false, until);
        List<RolloutKey> left = shown(behind, face -> true, false, until);
        shown(left, Face::isFinal, true, until);
        shown(left, face -> true, true, until);
        return behind.size();
    }

    /** Those of the rollouts of which something may be left. */
    private List<RolloutKey> shown(List<RolloutKey> rollouts, Predicate<Face> which, boolean waiting, Instant until) {
        List<RolloutKey> left = new ArrayList<>();
        OneByOne.sum(rollouts, rollout -> {
            Instant now = clock.instant();
            if (now.isAfter(until)) {
                left.add(rollout);
            } else if (mirrorRollout
                    .mirror(rollout, which, waiting ? until : now)
                    .isPresent()) {
                left.add(rollout);
            }
            return 0;
        });
        return left;
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
