package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** How many rollouts of a source are worth keeping. */
public final class History {
    private History() {}

    /**
     * The rollouts that may be deleted: finished ones, oldest first, beyond the newest {@code keep}. Unfinished ones and
     * the newest one stay whatever the number says.
     */
    public static List<Rollout> outlived(List<Rollout> rollouts, int keep) {
        return rollouts.stream()
                .sorted(Comparator.comparing(History::began).reversed())
                .skip(Math.max(1, keep))
                .filter(rollout -> rollout.phase().isFinal() && !rollout.awaitsFold())
                .toList();
    }

    /** When it was pushed, or else when it was first seen moving; one of which neither is known counts as the oldest. */
    static Instant began(Rollout rollout) {
        if (rollout.spec().commit() != null && rollout.spec().commit().pushedAt() != null) {
            return rollout.spec().commit().pushedAt();
        }
        return rollout.status() == null
                ? Instant.EPOCH
                : rollout.status().stages().stream()
                        .map(Stage::since)
                        .filter(since -> since != null)
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
    }
}
