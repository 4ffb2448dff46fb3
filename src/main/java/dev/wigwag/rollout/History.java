package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How many rollouts of a source are worth keeping. */
public final class History {
    private History() {}

    /**
     * The rollouts that may be deleted: finished ones, oldest first, beyond the newest {@code keep}. Unfinished ones and
     * the newest one stay whatever the number says, and so does one with the last run of a Canary: without it that run would
     * be found and told once more.
     *
     * @param canaries those that are live
     */
    public static List<Rollout> outlived(List<Rollout> rollouts, int keep, List<LiveCanary> canaries) {
        List<Rollout> old = rollouts.stream()
                .sorted(Comparator.comparing(History::began).reversed())
                .skip(Math.max(1, keep))
                .filter(rollout -> rollout.phase().isFinal() && !rollout.awaitsFold())
                .toList();
        if (old.isEmpty()) {
            return old;
        }
        Set<RolloutKey> last = canaries.stream()
                .flatMap(canary -> CanaryBook.of(rollouts, canary.key()).last(canary.uid()).stream())
                .map(entry -> entry.rollout().key())
                .collect(Collectors.toSet());
        return old.stream().filter(rollout -> !last.contains(rollout.key())).toList();
    }

    /** When it was pushed, or else when it was first seen moving; one of which neither is known counts as the oldest. */
    public static Instant began(Rollout rollout) {
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
