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
     * artifact, else the one held before. A later commit that is merely there does not count as having brought it. Of a
     * source that holds nothing (it was deleted, or made anew) it is the one held last: that is still what is applied.
     *
     * @param changedAt null if unknown; then it was the present one
     * @return empty if the source holds nothing that has a rollout, and never did
     */
    static Optional<Rollout> of(Instant changedAt, List<Rollout> known, LiveSource source) {
        if (source.current().isEmpty()) {
            return heldBefore(changedAt, known, source);
        }
        Optional<Rollout> held = held(known, source);
        if (held.isEmpty() || changedAt == null || !isHeldSinceAfter(changedAt, held.get(), source)) {
            return held;
        }
        return heldBefore(changedAt, known, source).or(() -> held);
    }

    /**
     * The same of what a Canary looks after. A revision that has not come to who applies the Canary has changed nothing of
     * it, even if the change is as young as its artifact: then it was the one that was tried last.
     */
    static Optional<Rollout> of(LiveCanary canary, Instant changedAt, List<Rollout> known, LiveView view) {
        Optional<Rollout> bringer = of(changedAt, known, view.source());
        Applier applier = Applier.of(canary, view);
        boolean early =
                bringer.filter(rollout -> isHeld(rollout, view.source())).isPresent()
                        && view.source().current().filter(applier::isAt).isEmpty();
        return early
                ? applier.revision()
                        .flatMap(tried -> Overtaking.bearing(tried, known))
                        .filter(tried -> mayHaveBrought(tried, view.source()) || isPushedAgain(tried))
                        .or(() -> bringer)
                : bringer;
    }

    /** The last that was held before the present one; none that was pushed only after the change. */
    private static Optional<Rollout> heldBefore(Instant changedAt, List<Rollout> known, LiveSource source) {
        return known.stream()
                .filter(rollout -> !isHeld(rollout, source))
                .filter(rollout -> rollout.status() != null && RevisionStanding.wasAdopted(rollout))
                .filter(rollout -> changedAt == null
                        || PushOrder.pushedAt(rollout) == null
                        || !PushOrder.pushedAt(rollout).isAfter(changedAt))
                .max(Comparator.comparing(Bringer::fetchedAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** Whether it waits for the source to come back to it; what Flux did for an earlier attempt goes on meanwhile. */
    private static boolean isPushedAgain(Rollout rollout) {
        return rollout.attempt() > 1 && !rollout.phase().isFinal() && !rollout.awaitsFold();
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
