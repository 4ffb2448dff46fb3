package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;

/**
 * A fetch that fails while a revision is live: the old artifact stays and so does what was made of it, but later commits
 * do not arrive. That is said once, by a condition on the rollout that is live, unless a push that waits for the very
 * fetch fails by it and so says it already.
 */
final class SourceTrouble {
    private static final String UNNAMED = "FetchFailed";

    private SourceTrouble() {}

    /** The rollout, with its source's trouble told or, once that is over or another revision is live, taken back. */
    static Rollout told(Rollout rollout, List<Rollout> folded, LiveSource source, Instant at) {
        if (rollout.awaitsFold() || !rollout.source().equals(source.key())) {
            return rollout;
        }
        List<Condition> before = rollout.status().conditions();
        List<Condition> after = conditions(rollout, before, folded, source, at);
        return after.equals(before)
                ? rollout
                : rollout.withStatus(rollout.status().having(after));
    }

    private static List<Condition> conditions(
            Rollout rollout, List<Condition> before, List<Rollout> folded, LiveSource source, Instant at) {
        if (source.exists() && source.current().isEmpty()) {
            // It has lost its artifact, and will fetch that or another again.
            return before;
        }
        if (!isHeld(rollout, source) || folded.stream().anyMatch(other -> awaits(other, source))) {
            return Conditions.without(before, Conditions.SOURCE_READY);
        }
        if (source.suspended()) {
            // Nobody tries any more, so nobody knows whether it would fail still.
            return before;
        }
        Ready ready = source.ready();
        if (FluxReason.isFailure(ready, source.stalled())) {
            String reason = PlainText.line(ready.reason());
            return Conditions.withFalse(
                    before,
                    Conditions.SOURCE_READY,
                    reason.isEmpty() ? UNNAMED : reason,
                    FluxWords.withoutReason(ready),
                    at);
        }
        // Between two tries Ready is Unknown: neither a recovery nor, after it, news.
        return ready.state() == Ready.State.True ? Conditions.without(before, Conditions.SOURCE_READY) : before;
    }

    private static boolean isHeld(Rollout rollout, LiveSource source) {
        return rollout.revision()
                .filter(revision ->
                        source.current().filter(revision::sameHashAs).isPresent())
                .isPresent();
    }

    /** Whether it waits for the fetch that fails; one that is stored but not taken up will in a moment. */
    private static boolean awaits(Rollout other, LiveSource source) {
        return other.source().equals(source.key())
                && !isHeld(other, source)
                && (other.awaitsFold() || other.phase() != Phase.Superseded && !RevisionStanding.wasAdopted(other));
    }
}
