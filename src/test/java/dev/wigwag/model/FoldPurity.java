package dev.wigwag.model;

import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.ChangeSet;
import dev.wigwag.rollout.Fold;
import dev.wigwag.rollout.LiveView;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutKey;
import dev.wigwag.rollout.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** What the fold promises whatever it is given: twice is once, and the order of what is known does not matter. */
final class FoldPurity {
    private static final int ORDERS = 3;

    private FoldPurity() {}

    /** Where a fold of this ledger, as it is just now, breaks its promises. */
    static List<String> complaints(
            ModelCluster cluster,
            Collection<Rollout> ledger,
            List<CanaryNews> news,
            List<ChangeSet> changes,
            Instant now) {
        List<String> complaints = new ArrayList<>();
        TreeSet<ObjectKey> sources = new TreeSet<>(cluster.sources.keySet());
        ledger.forEach(rollout -> sources.add(rollout.source()));
        for (ObjectKey source : sources) {
            List<Rollout> known = ledger.stream()
                    .filter(rollout -> rollout.source().equals(source))
                    .toList();
            LiveView view = cluster.whole(source, news, changes);
            List<Rollout> folded = Fold.of(known, view, now);
            // A wait for Flagger is the one thing that time alone changes.
            boolean waits = folded.stream()
                    .anyMatch(rollout -> rollout.status() != null
                            && rollout.status().stages().stream().anyMatch(FoldPurity::isWait));
            if (!Fold.of(folded, view, waits ? now : now.plus(Duration.ofHours(1)))
                    .equals(folded)) {
                complaints.add(source.name() + ": folding twice is not folding once");
            }
            // Two more folds; at every fourth look they find as much, and the histories take a third less time.
            if (now.getEpochSecond() % 4 == 0) {
                complaints.addAll(FoldOfImpacts.complaints(source, known, view, now));
            }
            if (!isTheSameInAnyOrder(known, folded, view, now)) {
                complaints.add(source.name() + ": the fold depends on the order of what is known");
            }
        }
        return complaints;
    }

    private static boolean isWait(Stage stage) {
        return stage.canary() != null && stage.canary().run() == null && ReferenceRuns.isOpen(stage);
    }

    private static boolean isTheSameInAnyOrder(List<Rollout> known, List<Rollout> folded, LiveView view, Instant now) {
        Random random = new Random(known.size());
        for (int i = 0; i < ORDERS; i++) {
            List<Rollout> shuffled = new ArrayList<>(known);
            Collections.shuffle(shuffled, random);
            if (!byKey(Fold.of(shuffled, view, now)).equals(byKey(folded))) {
                return false;
            }
        }
        return true;
    }

    private static Map<RolloutKey, Rollout> byKey(List<Rollout> rollouts) {
        Map<RolloutKey, Rollout> byKey = new HashMap<>();
        rollouts.forEach(rollout -> byKey.put(rollout.key(), rollout));
        return byKey;
    }
}
