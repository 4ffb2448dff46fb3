package dev.wigwag.rollout;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs that stand in two rollouts. Two processes that see a run begin may have heard different things and give it to
 * different rollouts; each writes to another object, so no conflict tells them.
 */
final class DoubledRuns {
    private static final Comparator<CanaryBook.Entry> BEST = Comparator.comparing(
                    (CanaryBook.Entry entry) -> entry.progress().attribution(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(entry -> History.began(entry.rollout()))
            .thenComparing(entry -> entry.rollout().key().name());

    private DoubledRuns() {}

    /** The rollouts, each run being in the one that is surest of it, or else in the earliest. */
    static List<Rollout> removed(List<Rollout> known) {
        Map<String, CanaryBook.Entry> owners = new HashMap<>();
        boolean doubled = false;
        for (Rollout rollout : known) {
            for (Stage stage : stages(rollout)) {
                if (stage.canary() != null && stage.canary().run() != null) {
                    CanaryBook.Entry entry = new CanaryBook.Entry(rollout, stage);
                    doubled |= owners.containsKey(stage.canary().run());
                    owners.merge(
                            stage.canary().run(), entry, (one, other) -> BEST.compare(one, other) <= 0 ? one : other);
                }
            }
        }
        return doubled ? known.stream().map(rollout -> without(rollout, owners)).toList() : known;
    }

    private static Rollout without(Rollout rollout, Map<String, CanaryBook.Entry> owners) {
        List<Stage> kept = stages(rollout).stream()
                .filter(stage -> stage.canary() == null
                        || stage.canary().run() == null
                        || owners.get(stage.canary().run()).rollout().key().equals(rollout.key()))
                .toList();
        if (kept.size() == stages(rollout).size()) {
            return rollout;
        }
        RolloutStatus status = rollout.status();
        return rollout.withStatus(status.showing(
                status.phase(), status.summary(), new StageLimit.Picture(status.counts(), kept), status.conditions()));
    }

    private static List<Stage> stages(Rollout rollout) {
        return rollout.status() == null ? List.of() : rollout.status().stages();
    }
}
