package dev.wigwag.rollout;

import java.util.List;
import java.util.Optional;

/**
 * What Flux has said since the last look of a change to what a Canary looks after, and the rollout whose revision made it.
 */
record ToldChange(Rollout rollout, ChangeSet changes) {
    /**
     * Those that can be about what the target is now. One that comes late, when its Kustomization has gone on to another
     * revision and the target was changed in another's time, says nothing of what Flagger sees.
     *
     * @param known every rollout of the source
     */
    static List<ToldChange> of(LiveCanary canary, List<Rollout> known, LiveView view) {
        Optional<RolloutKey> bringer =
                Bringer.of(canary.changedAt(), known, view.source()).map(Rollout::key);
        return view.changes().stream()
                .filter(changes -> changes.concerns(canary))
                .flatMap(changes -> Overtaking.bearing(changes.revision(), known).stream()
                        .filter(rollout -> Bringer.mayHaveBrought(rollout, view.source()))
                        .filter(rollout -> isStillAt(changes, view)
                                || bringer.filter(rollout.key()::equals).isPresent())
                        .map(rollout -> new ToldChange(rollout, changes)))
                .toList();
    }

    private static boolean isStillAt(ChangeSet changes, LiveView view) {
        return view.members().stream()
                .filter(member -> member.key().equals(changes.by()))
                .anyMatch(member -> isOf(member.attempted(), changes) || isOf(member.applied(), changes));
    }

    private static boolean isOf(Optional<Revision> revision, ChangeSet changes) {
        return revision.filter(changes.revision()::sameHashAs).isPresent();
    }
}
