package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * A HelmRelease's part in the rollout of the revision its source holds. The release knows nothing of that revision (what
 * it attempts are chart versions), so it takes part only if the revision changed its spec.
 */
final class HelmReleaseStage {
    private HelmReleaseStage() {}

    /**
     * Where it stands; empty if it has no part.
     *
     * @param before its stage as stored in this attempt, by which it stays once it has joined; null if there is none
     */
    static Optional<Verdict> of(LiveMember member, HeldView view, Stage before) {
        boolean joins = joins(member, view);
        if (!joins && before == null) {
            return Optional.empty();
        }
        Verdict verdict = verdict(member, view, before);
        return Optional.of(joins ? verdict : verdict.fromMemory());
    }

    private static boolean joins(LiveMember member, HeldView view) {
        Instant stored = view.source().storedAt();
        boolean changed = member.changedAt() != null
                && stored != null
                && !member.changedAt().isBefore(stored);
        return changed && member.parent().filter(view.members()::containsKey).isPresent();
    }

    private static Verdict verdict(LiveMember member, HeldView view, Stage before) {
        if (member.deleting()) {
            return Verdict.DELETED;
        }
        if (member.suspended()) {
            return Verdict.SUSPENDED;
        }
        Ready ready = member.ready();
        if (ready.state() == Ready.State.Unknown
                && !member.stalled()
                && before != null
                && before.phase() == StagePhase.Failed) {
            return Verdict.stillFailed(before);
        }
        if (!speaksOfItsSpec(member)) {
            return Verdict.PROGRESSING;
        }
        if (ready.state() == Ready.State.True) {
            return member.observed() ? Verdict.SUCCEEDED : Verdict.PROGRESSING;
        }
        if (FluxReason.isFailure(ready, member.stalled())) {
            return Verdict.failed(ready);
        }
        if (FluxReason.isFalseBecause(ready, FluxReason.DEPENDENCY_NOT_READY)) {
            return Verdict.waiting(Waits.of(member, view));
        }
        if (FluxReason.isFalseBecause(ready, FluxReason.SOURCE_NOT_READY)) {
            return Verdict.waiting(Waits.chart(ready));
        }
        return Verdict.PROGRESSING;
    }

    /** The observed generation stays behind while a release fails; then its condition must have begun after the change. */
    private static boolean speaksOfItsSpec(LiveMember member) {
        Instant since = member.ready().since();
        return member.observed() || since != null && member.changedAt() != null && !since.isBefore(member.changedAt());
    }
}
