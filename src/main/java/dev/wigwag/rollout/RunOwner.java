package dev.wigwag.rollout;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rollout's revision started a run, and how sure that is.
 *
 * @param attribution none for a run that no commit started; it is shown with the rollout that was live meanwhile
 */
record RunOwner(Rollout rollout, Attribution attribution) {
    /** Beyond Flagger's own patience: Flux stamps a change before it has finished applying it. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /**
     * The owner of a run that is seen for the first time.
     *
     * @param began as {@link RunMarks#began}
     * @param last the run before; empty if none is known
     * @return empty if there is no telling that the run took place while we looked
     */
    static Optional<RunOwner> of(
            LiveCanary canary,
            Instant began,
            CanaryBook book,
            Optional<CanaryBook.Entry> last,
            List<Rollout> known,
            LiveView view) {
        LiveSource source = view.source();
        List<CanaryBook.Entry> claims = book.claims().stream()
                .filter(claim -> Claim.isMetBy(claim.stage(), canary))
                .toList();
        Instant changedAt = canary.changedAt();
        boolean unseen = canary.phase().isOutcome() && last.isEmpty();
        if (unseen && !isOfThisArtifact(canary, changedAt, source) && !endedAfter(claims, canary)) {
            return Optional.empty();
        }
        Optional<Instant> before = last.map(CanaryBook.Entry::progress)
                .map(CanaryProgress::marks)
                .map(RunMarks::began)
                .or(book::wasSetUpBy);
        boolean nobodys = isNobodys(canary, changedAt, began, before);
        Optional<RunOwner> sure = told(canary, nobodys, known, view)
                .or(() -> claimed(claims))
                .filter(owner -> began == null || !Bringer.isHeldSinceAfter(began, owner.rollout(), source));
        if (sure.isPresent()) {
            return sure;
        }
        if (nobodys) {
            // What was on its way when somebody restarted it still is.
            return last.filter(run -> run.isRestartedIn(canary))
                    .map(run -> new RunOwner(run.rollout(), run.progress().attribution()))
                    .or(() -> Bringer.of(null, known, source).map(live -> new RunOwner(live, Attribution.none)));
        }
        return Bringer.of(canary, earlier(changedAt, began), known, view)
                .map(rollout -> new RunOwner(
                        rollout,
                        began != null && Bringer.isHeldSinceAfter(began, rollout, source)
                                ? Attribution.none
                                : Attribution.inferred));
    }

    /** What was changed after a run began did not start it; what was there when it began may have. */
    private static Instant earlier(Instant changedAt, Instant began) {
        return changedAt != null && began != null && began.isBefore(changedAt) ? began : changedAt;
    }

    private static Optional<RunOwner> claimed(List<CanaryBook.Entry> claims) {
        return claims.stream()
                .max(Comparator.comparing(
                                (CanaryBook.Entry claim) -> claim.progress().attribution() == Attribution.certain)
                        .thenComparing(
                                claim -> claim.stage().since(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(claim -> new RunOwner(claim.rollout(), claim.progress().attribution()));
    }

    /** Whether the Canary has come to its end since somebody began to wait for that. */
    private static boolean endedAfter(List<CanaryBook.Entry> claims, LiveCanary canary) {
        return canary.phaseSince() != null
                && claims.stream()
                        .map(claim -> claim.stage().since())
                        .filter(Objects::nonNull)
                        .anyMatch(canary.phaseSince()::isAfter);
    }

    /**
     * Flux has said, since we looked last, that a revision changed what the run is of. Of a target that was not changed
     * since the run before, it can only mean the configuration.
     */
    private static Optional<RunOwner> told(LiveCanary canary, boolean unchanged, List<Rollout> known, LiveView view) {
        return ToldChange.of(canary, known, view).stream()
                .filter(told -> !unchanged || told.changes().namesConfigOf(canary))
                .map(ToldChange::rollout)
                .max(Comparator.comparing(History::began))
                .map(rollout -> new RunOwner(rollout, Attribution.certain));
    }

    /** A run that is over and was never seen is one of those before our time, unless all of it came after the artifact. */
    private static boolean isOfThisArtifact(LiveCanary canary, Instant changedAt, LiveSource source) {
        return changedAt != null
                && source.storedAt() != null
                && canary.phaseSince() != null
                && !changedAt.isBefore(source.storedAt())
                && !canary.phaseSince().isBefore(changedAt);
    }

    /**
     * Nothing that Flux did can have started it: a restart by hand, an edited Secret, an upgrade of Flagger.
     *
     * @param before when the run before began, or else the Canary was set up; empty if neither is known
     */
    private static boolean isNobodys(LiveCanary canary, Instant changedAt, Instant began, Optional<Instant> before) {
        if (changedAt == null) {
            return false;
        }
        if (before.isPresent()) {
            return changedAt.isBefore(before.get());
        }
        return canary.phase().isOpen()
                && began != null
                && changedAt.plus(canary.patience()).plus(SLACK).isBefore(began);
    }
}
