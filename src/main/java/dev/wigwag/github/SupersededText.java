package dev.wigwag.github;

import dev.wigwag.rollout.Condition;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import java.time.Instant;
import java.util.Optional;

/**
 * What GitHub is told of a rollout that ended before it was done. One that was overtaken takes the outcome of what overtook
 * it, since that holds its commit; one that was dropped, or that nobody wanted, is an error and says so.
 */
final class SupersededText {
    private static final String LIVE = "Live";
    private static final String SUPERSEDED = "Superseded";
    private static final String OVERTAKEN = "Overtaken";

    private SupersededText() {}

    /** @param heir the rollout that overtook it; empty if the ledger holds none */
    static Sentence of(Rollout rollout, Optional<Rollout> heir) {
        Optional<String> live = liveAs(rollout);
        if (live.isPresent()) {
            return Sentence.success("live as part of " + live.get());
        }
        if (!wasOvertaken(rollout)) {
            return Sentence.error(rollout.status().summary());
        }
        return heir.map(by -> ofHeir(rollout, by))
                .orElseGet(() ->
                        Sentence.error(rollout.status().summary() + ", of which no outcome is known here any more"));
    }

    /** Whether a later revision came, and it was neither dropped nor never wanted. */
    static boolean wasOvertaken(Rollout rollout) {
        return condition(rollout, SUPERSEDED)
                .filter(condition -> OVERTAKEN.equals(condition.reason()))
                .isPresent();
    }

    private static Sentence ofHeir(Rollout rollout, Rollout heir) {
        String by = heir.shortRevision();
        String how = heir.status() == null ? "" : ": " + heir.status().summary();
        if (wasPushedBefore(heir, rollout)) {
            return Sentence.error("taken out again by going back to " + by);
        }
        Phase phase = heir.phase();
        return switch (phase) {
            case Pending, Progressing, Waiting -> Sentence.pending("goes on as part of " + by + how);
            case Succeeded -> Sentence.success("live as part of " + by);
            case Failed -> Sentence.failure("failed as part of " + by + how);
            case Superseded ->
                liveAs(heir)
                        .map(live -> Sentence.success("live as part of " + live))
                        .orElseGet(() -> Sentence.error("part of " + by + how));
        };
    }

    /** The revision that a rollout is live as part of, for people; empty if none is. */
    private static Optional<String> liveAs(Rollout rollout) {
        return condition(rollout, LIVE)
                .flatMap(condition -> Revision.read(condition.message()))
                .map(Revision::shortForm);
    }

    private static Optional<Condition> condition(Rollout rollout, String type) {
        return rollout.status() == null
                ? Optional.empty()
                : rollout.status().conditions().stream()
                        .filter(condition -> type.equals(condition.type()))
                        .findFirst();
    }

    /** Whether the later rollout is of an earlier push: its history does not hold what it overtook. */
    private static boolean wasPushedBefore(Rollout one, Rollout other) {
        Instant at = pushedAt(one);
        Instant otherAt = pushedAt(other);
        return at != null && otherAt != null && at.isBefore(otherAt);
    }

    private static Instant pushedAt(Rollout rollout) {
        return rollout.spec().commit() == null ? null : rollout.spec().commit().pushedAt();
    }
}
