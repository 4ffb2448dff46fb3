package dev.wigwag.rollout;

import java.time.Instant;

/**
 * A Kustomization's part in the rollout of the revision its source holds.
 *
 * <p>Its status says two things: the revision applied last, written only once health checks have passed, and the one
 * attempted last, written once the artifact has been fetched and its path found. Its Ready condition flaps from True over
 * Unknown to True in every interval, so Ready alone never tells that something began or ended.
 */
final class KustomizationStage {
    private KustomizationStage() {}

    /**
     * Where it stands.
     *
     * @param before its stage as stored in this attempt; null if there is none
     */
    static Verdict of(LiveMember member, HeldView view, Stage before) {
        Verdict verdict = reconciled(member, view, before);
        // What is left alone is reconciled like any other, and until that is done it may still wait or fail.
        return verdict.phase() == StagePhase.Succeeded && view.leavesAlone(member.key()) ? Verdict.UNCHANGED : verdict;
    }

    private static Verdict reconciled(LiveMember member, HeldView view, Stage before) {
        if (member.deleting()) {
            return Verdict.DELETED;
        }
        boolean applied = view.isWanted(member.applied());
        if (member.suspended()) {
            return applied ? Verdict.SUCCEEDED : Verdict.SUSPENDED;
        }
        // A failing object is Unknown for the length of each retry; telling that would be a change of mind per
        // interval.
        if (member.ready().state() == Ready.State.Unknown
                && !member.stalled()
                && before != null
                && before.phase() == StagePhase.Failed) {
            return Verdict.stillFailed(before);
        }
        boolean failure = FluxReason.isFailure(member.ready(), member.stalled());
        boolean attempted = view.isWanted(member.attempted());
        // Where the source went back to what was applied before, what Ready says is about the revision in between, and
        // something of that may be in the cluster.
        if (applied && (attempted || member.attempted().isEmpty())) {
            return failure ? Verdict.failed(member.ready()) : Verdict.SUCCEEDED;
        }
        if (failure && (attempted || member.stalled() || isOfThisArtifact(member, view.source()))) {
            return Verdict.failed(member.ready());
        }
        if (FluxReason.isFalseBecause(member.ready(), FluxReason.DEPENDENCY_NOT_READY)) {
            return Verdict.waiting(Waits.of(member, view));
        }
        return attempted ? Verdict.PROGRESSING : Verdict.PENDING;
    }

    /**
     * Whether a failure that left the attempted revision where it was (no artifact, no such path) speaks of this artifact.
     * One that comes later in a run ended the run of the revision attempted, which is another; one of an earlier spec may
     * speak of another source. (A Kustomization's conditions bear the generation they are about even while it fails.)
     */
    private static boolean isOfThisArtifact(LiveMember member, LiveSource source) {
        Instant since = member.ready().since();
        return member.observed()
                && since != null
                && source.storedAt() != null
                && !since.isBefore(source.storedAt())
                && !FluxReason.comesAfterTheAttempt(member.ready().reason());
    }
}
