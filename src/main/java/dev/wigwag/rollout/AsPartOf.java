package dev.wigwag.rollout;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a rollout that was overtaken: once the revision that took over is live, so is what the overtaken one
 * brought, since its history holds both. That is said once and stays.
 */
final class AsPartOf {
    private AsPartOf() {}

    /** The rollout, with the news that it is live as part of a later one, if that is so. */
    static Rollout told(Rollout rollout, List<Rollout> folded, Instant at) {
        if (takenOverBy(rollout).isEmpty() || live(rollout).isPresent()) {
            return rollout;
        }
        return heir(rollout, folded)
                .map(heir -> rollout.withStatus(told(rollout.status(), heir, at)))
                .orElse(rollout);
    }

    private static RolloutStatus told(RolloutStatus status, Revision heir, Instant at) {
        return status.showing(
                status.phase(),
                PlainText.cut("live as part of " + heir.shortForm(), Summary.MAX),
                new StageLimit.Picture(status.counts(), status.stages()),
                Conditions.with(status.conditions(), Conditions.LIVE, "AsPartOf", heir.toString(), at));
    }

    /** Follows who took over from whom until somebody is live. */
    private static Optional<Revision> heir(Rollout rollout, List<Rollout> folded) {
        Set<RolloutKey> seen = new HashSet<>();
        Rollout at = rollout;
        while (seen.add(at.key())) {
            Optional<Revision> by = takenOverBy(at);
            Optional<Rollout> next = by.flatMap(revision -> Overtaking.bearing(revision, folded));
            // Going back to an earlier revision takes the later one out again.
            if (next.isEmpty() || PushOrder.isAfter(at, next.get())) {
                return Optional.empty();
            }
            if (next.get().phase() == Phase.Succeeded && !next.get().awaitsFold()) {
                return by;
            }
            if (live(next.get()).isPresent()) {
                return live(next.get());
            }
            at = next.get();
        }
        return Optional.empty();
    }

    private static Optional<Revision> takenOverBy(Rollout rollout) {
        return rollout.phase() != Phase.Superseded
                ? Optional.empty()
                : Conditions.find(rollout.status(), Conditions.SUPERSEDED)
                        .filter(condition -> Takeover.Reason.Overtaken.name().equals(condition.reason()))
                        .flatMap(condition -> Revision.read(condition.message()));
    }

    private static Optional<Revision> live(Rollout rollout) {
        return rollout.phase() != Phase.Superseded
                ? Optional.empty()
                : Conditions.find(rollout.status(), Conditions.LIVE)
                        .flatMap(condition -> Revision.read(condition.message()));
    }
}
