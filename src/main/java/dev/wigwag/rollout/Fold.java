package dev.wigwag.rollout;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rollouts × live view → rollouts: what the cluster says now, put into the ledger's words.
 *
 * <p>Pure. What is live decides; of the statuses written before only that is kept which no view could tell again: when
 * something began, that Flux once held a revision, how an attempt ended. Nothing that differs from run to run gets into a
 * status, so folding twice is folding once, and a fold that has no news gives equal statuses.
 */
public final class Fold {
    /** The kinds of source whose revisions become rollouts; a HelmRepository's index stands for no one change. */
    private static final Set<String> FOLLOWED = Set.of("GitRepository", "OCIRepository", "Bucket");

    private Fold() {}

    /**
     * The rollouts with their statuses as they should be, in the order given; those without news are equal to those given.
     * A push that is stored but not taken up yet stays as it is as long as somebody may be about to ask Flux for it.
     *
     * @param known every rollout of the source, in any order
     * @param view everything the cluster says of the source
     * @param now written, in whole seconds, where a stage or condition changes
     */
    public static List<Rollout> of(List<Rollout> known, LiveView view, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        List<Rollout> taken = known.stream()
                .map(rollout -> isForOthers(rollout, known, view) ? rollout : takenUp(rollout, known, at))
                .toList();
        CanaryStages canaries = CanaryStages.of(taken, view, at);
        Showings showings = Showings.of(view);
        List<Rollout> folded = taken.stream()
                .map(rollout -> isForOthers(rollout, known, view)
                        ? rollout
                        : showings.told(rollout, one(rollout, known, view, canaries, at), at))
                .toList();
        return folded.stream()
                .map(rollout -> AsPartOf.told(rollout, folded, at))
                .map(rollout -> SourceTrouble.told(rollout, folded, view.source(), at))
                .map(Approvals::withoutForgotten)
                .toList();
    }

    /**
     * The rollout to create if the source holds a revision that has none: its push was never heard, or the source is seen
     * for the first time, which the condition {@code Adopted} with the reason {@code FirstSight} then says.
     *
     * @param repository the repository's address to show; null if the source has none
     * @return a rollout without a version and with its first status; empty if there is nothing to create
     */
    public static Optional<Rollout> adopted(List<Rollout> known, LiveView view, String repository, Instant now) {
        LiveSource source = view.source();
        if (!source.exists() || !FOLLOWED.contains(source.key().kind())) {
            return Optional.empty();
        }
        return source.current()
                .filter(current -> !current.hash().isEmpty())
                .map(current -> new Rollout(
                        new RolloutKey(source.key().namespace(), RolloutName.of(source.key(), current)),
                        spec(source, current, repository),
                        null,
                        null))
                .filter(found ->
                        known.stream().noneMatch(rollout -> rollout.key().equals(found.key())))
                .map(found -> of(Stream.concat(Stream.of(found), known.stream()).toList(), view, now)
                        .get(0));
    }

    private static Rollout one(Rollout taken, List<Rollout> known, LiveView view, CanaryStages canaries, Instant at) {
        LiveSource source = view.source();
        List<Stage> runs = canaries.in(taken.key());
        Optional<Revision> held = held(taken, source);
        if (held.isPresent()) {
            return RevisionStanding.held(taken, view, held.get(), runs, at);
        }
        return RevisionStanding.wasAdopted(taken)
                ? RevisionStanding.left(taken, known, source, runs, at)
                : RevisionStanding.awaited(taken, known, source, runs, at);
    }

    /** Another source's, or a push that somebody is about to ask Flux for: only of a source's newest push that is so. */
    private static boolean isForOthers(Rollout rollout, List<Rollout> known, LiveView view) {
        LiveSource source = view.source();
        return !rollout.source().equals(source.key())
                || rollout.awaitsFold()
                        && source.exists()
                        && !source.suspended()
                        && rollout.spec().request() != null
                        && held(rollout, source).isEmpty()
                        && PushOrder.later(rollout, known).isEmpty();
    }

    private static Optional<Revision> held(Rollout rollout, LiveSource source) {
        return rollout.revision()
                .filter(wanted -> source.current().filter(wanted::sameHashAs).isPresent());
    }

    private static Rollout takenUp(Rollout rollout, List<Rollout> known, Instant at) {
        return isFirstSight(rollout, known) ? firstSight(rollout, at) : rollout.takenUp();
    }

    /** Told by the ledger alone, so that it survives a process that dies between storing the spec and the status. */
    private static boolean isFirstSight(Rollout rollout, List<Rollout> known) {
        return rollout.status() == null && rollout.spec().request() == null && known.size() == 1;
    }

    private static Rollout firstSight(Rollout rollout, Instant at) {
        RolloutStatus status = rollout.takenUp().status();
        return rollout.withStatus(status.showing(
                status.phase(),
                status.summary(),
                new StageLimit.Picture(status.counts(), status.stages()),
                Conditions.with(
                        status.conditions(),
                        Conditions.ADOPTED,
                        "FirstSight",
                        "found when the source was seen for the first time",
                        at)));
    }

    private static RolloutSpec spec(LiveSource source, Revision current, String repository) {
        String shown = RepositoryUrl.withoutCredentials(repository);
        Commit commit = Stream.of(Optional.of(current), source.origin())
                .flatMap(Optional::stream)
                .filter(Revision::isCommit)
                .findFirst()
                .map(revision -> Commit.found(revision.hash()))
                .orElse(null);
        return new RolloutSpec(
                new RolloutSpec.Source(source.key().kind(), source.key().name()),
                current.toString(),
                shown.isEmpty() ? null : shown,
                commit,
                null);
    }
}
