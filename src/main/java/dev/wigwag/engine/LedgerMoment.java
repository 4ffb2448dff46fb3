package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which versions the ledger held at one moment, to tell later whether somebody has written since. */
final class LedgerMoment {
    private final Map<ObjectKey, Map<RolloutKey, String>> versions = new HashMap<>();
    private final Set<ObjectKey> unfinished = new HashSet<>();
    private final Set<ObjectKey> waiting = new HashSet<>();

    private LedgerMoment() {}

    /** Reads the whole ledger, in pages, and keeps the versions alone. */
    static LedgerMoment of(Ledger ledger) {
        LedgerMoment moment = new LedgerMoment();
        ledger.forEach(moment::add);
        return moment;
    }

    private void add(Rollout rollout) {
        versions.computeIfAbsent(rollout.source(), source -> new HashMap<>()).put(rollout.key(), rollout.version());
        if (!rollout.phase().isFinal() || rollout.awaitsFold()) {
            unfinished.add(rollout.source());
        }
        if (AskAgain.concerns(rollout)) {
            waiting.add(rollout.source());
        }
    }

    /** Whether these, which are all rollouts of the source, are what there was. */
    boolean isStill(ObjectKey source, List<Rollout> rollouts) {
        Map<RolloutKey, String> now = new HashMap<>();
        rollouts.forEach(rollout -> now.put(rollout.key(), rollout.version()));
        return now.equals(versions.getOrDefault(source, Map.of()));
    }

    /** The sources that had rollouts with something yet to come. */
    Set<ObjectKey> unfinished() {
        return Collections.unmodifiableSet(unfinished);
    }

    /** The sources that a push was waited for from; most have come to rest, and need not be asked again. */
    Set<ObjectKey> waiting() {
        return Collections.unmodifiableSet(waiting);
    }
}
