package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds the rollout whose revision brought a change into the cluster, from the time of the change. */
final class Bringer {
    private Bringer() {}

    /**
     * The rollout that the source held when Flux made the change: the one it holds now, if the change came after its
     * artifact, else the one held before. A later commit that is merely there does not count as having brought it.
     *
     * @param changedAt null if unknown; then it was the present one
     * @return empty if the source holds nothing that has a rollout
     */
    static Optional<Rollout> of(Instant changedAt, List<Rollout> known, LiveSource source) {
        Optional<Rollout> held = held(known, source);
        if (held.isEmpty() || changedAt == null || !isHeldSinceAfter(changedAt, held.get(), source)) {
            return held;
        }
        return known.stream()
                .filter(rollout -> !rollout.key().equals(held.get().key()))
                .filter(rollout -> rollout.status() != null && RevisionStanding.wasAdopted(rollout))
                .max(Comparator.comparing(Bringer::fetchedAt, Comparator.nullsFirst(Comparator.naturalOrder())))
                .or(() -> held);
    }

    /** Whether the source held it once, or does so now. */
    static boolean mayHaveBrought(Rollout rollout, LiveSource source) {
        return rollout.status() != null && (isHeld(rollout, source) || RevisionStanding.wasAdopted(rollout));
    }

    /** Whether the source has come to hold it only after this time; an artifact that was stored anew is no new one. */
    static boolean isHeldSinceAfter(Instant time, Rollout rollout, LiveSource source) {
        if (!isHeld(rollout, source) || source.storedAt() == null || !time.isBefore(source.storedAt())) {
            return false;
        }
        boolean seenBefore = rollout.status() != null
                && RevisionStanding.wasAdopted(rollout)
                && fetchedAt(rollout) != null
                && !time.isBefore(fetchedAt(rollout));
        return !seenBefore;
    }

    private static boolean isHeld(Rollout rollout, LiveSource source) {
        return rollout.revision()
                .filter(revision ->
                        source.current().filter(revision::sameHashAs).isPresent())
                .isPresent();
    }

    /** The rollout of the revision that the source holds. */
    static Optional<Rollout> held(List<Rollout> known, LiveSource source) {
        return source.current().flatMap(current -> Overtaking.bearing(current, known));
    }

    private static Instant fetchedAt(Rollout rollout) {
        return rollout.status().stages().stream()
                .filter(stage -> stage.key().equals(rollout.source()))
                .map(Stage::since)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
