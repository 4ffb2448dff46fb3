package dev.wigwag.engine;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Commit;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.Outlets;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.RanBefore;
import dev.wigwag.rollout.Revision;
import dev.wigwag.rollout.Rollout;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a repository has to be asked about a rollout, as long as it is not told yet. */
final class Untold {
    /** Of what ended longer ago nobody asks what was in it. */
    private static final Duration OF_INTEREST = Duration.ofHours(1);

    private static final String NONE = "0".repeat(40);

    private final Ledger ledger;
    private final Builds builds;
    private final Clock clock;

    Untold(Ledger ledger, Builds builds, Clock clock) {
        this.ledger = ledger;
        this.builds = builds;
        this.clock = clock;
    }

    /**
     * A question, and what is known without asking.
     *
     * @param from the revision that ran before; null if none is known
     * @param canaries those whose primary runs something else, with that revision
     */
    record Question(RangeQuestion range, String from, Map<ObjectKey, String> canaries) {
        /** The changes as they are stored. */
        Changes changes(RangeAnswer answer) {
            Changes told = answer.changes();
            return new Changes(
                    from,
                    Changes.Told.git,
                    told.way(),
                    told.count(),
                    told.whole(),
                    told.people(),
                    told.commits(),
                    told.sameAs(),
                    ofCanaries(canaries, answer.canaries()::get));
        }
    }

    /** Whether it is one that people may ask about, from itself alone. */
    boolean mayBe(Rollout rollout) {
        return rollout.source().kind().equals("GitRepository")
                && rollout.spec().commit() != null
                && rollout.spec().commit().sha() != null
                && rollout.phase() != Phase.Superseded
                // Its status is still that of the attempt before, and what ran before that is another.
                && !rollout.awaitsFold()
                && !(rollout.spec().request() == null && Outlets.wasFoundAtFirstSight(rollout))
                && (!rollout.phase().isFinal() || isOfLate(rollout));
    }

    /**
     * The question.
     *
     * @return empty if it is told already, nothing is known to compare it with, or its source has not shown (any more) that it
     *     can read the repository: it must not learn of a private one by us
     * @throws ClusterException if the cluster could not be read
     */
    Optional<Question> of(Rollout rollout) {
        List<Rollout> known = ledger.of(rollout.source());
        Optional<Rollout> before = RanBefore.of(rollout, known);
        Map<ObjectKey, Rollout> canaries = RanBefore.byCanary(rollout, known);
        String from = before.map(other -> other.spec().commit().sha())
                .or(() -> Optional.ofNullable(rollout.spec().commit()).map(Commit::before))
                .filter(sha -> !sha.equals(NONE))
                .orElse(null);
        String revision = before.map(other -> other.spec().revision()).orElse(null);
        Map<ObjectKey, String> revisions =
                mapped(canaries, other -> other.spec().revision());
        if (from == null
                || isTold(rollout.spec().changes(), revision, revisions)
                        && rollout.spec().impact() != null) {
            return Optional.empty();
        }
        return builds.checkout(rollout.source())
                .map(checkout -> new Question(
                        new RangeQuestion(
                                checkout,
                                rollout.revision()
                                        .map(Revision::pointer)
                                        .filter(pointer -> !pointer.isEmpty())
                                        .orElse(null),
                                from,
                                rollout.spec().commit().sha(),
                                RanBefore.earlier(rollout, known),
                                mapped(canaries, other -> other.spec().commit().sha()),
                                builds.of(rollout.source())),
                        revision,
                        revisions));
    }

    private boolean isOfLate(Rollout rollout) {
        return RanBefore.takenUp(rollout)
                .filter(at -> at.plus(OF_INTEREST).isAfter(clock.instant()))
                .isPresent();
    }

    private static boolean isTold(Changes changes, String from, Map<ObjectKey, String> canaries) {
        return changes != null
                && changes.told() == Changes.Told.git
                && Objects.equals(changes.from(), from)
                && changes.canaries().stream()
                        .collect(
                                Collectors.toMap(Changes.OfCanary::canary, Changes.OfCanary::from, (one, other) -> one))
                        .equals(canaries.entrySet().stream()
                                .collect(Collectors.toMap(entry -> name(entry.getKey()), Map.Entry::getValue)));
    }

    private static List<Changes.OfCanary> ofCanaries(
            Map<ObjectKey, String> revisions, Function<ObjectKey, Integer> counts) {
        return revisions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry ->
                        new Changes.OfCanary(name(entry.getKey()), entry.getValue(), counts.apply(entry.getKey())))
                .toList();
    }

    private static String name(ObjectKey canary) {
        return canary.namespace() + "/" + canary.name();
    }

    private static <T> Map<ObjectKey, T> mapped(Map<ObjectKey, Rollout> rollouts, Function<Rollout, T> to) {
        Map<ObjectKey, T> mapped = new HashMap<>();
        rollouts.forEach((key, rollout) -> mapped.put(key, to.apply(rollout)));
        return mapped;
    }
}
