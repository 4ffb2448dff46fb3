package dev.wigwag.rollout;

/** The source's part while its artifact is not yet the revision that is waited for. */
final class SourceStage {
    private SourceStage() {}

    static Verdict of(LiveSource source) {
        if (source.suspended()) {
            return Verdict.SUSPENDED;
        }
        return FluxReason.isFailure(source.ready(), source.stalled())
                ? Verdict.failed(source.ready())
                : Verdict.PENDING;
    }
}
