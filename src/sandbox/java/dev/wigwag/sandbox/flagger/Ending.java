package dev.wigwag.sandbox.flagger;

import java.util.Optional;

/** The ways a run ends, each with its last hooks and messages. */
final class Ending {

    private final Tick tick;
    private final CanaryView canary;

    Ending(Tick tick) {
        this.tick = tick;
        this.canary = tick.canary();
    }

    /** Promoted: the target rests until the next change. */
    void succeed() {
        tick.workloads().scaleDown();
        tick.enter(CanaryPhase.Succeeded);
        postRollout(CanaryPhase.Succeeded, CanaryPhase.Succeeded);
        tick.infoAs(CanaryPhase.Succeeded, "Promotion completed! Scaling down " + canary.target());
    }

    /** Promoted without a look, and without waiting for the primary. */
    void skipAnalysis() {
        tick.router().route(0);
        tick.info("Copying %s template spec to %s"
                .formatted(canary.target(), canary.target().primary()));
        tick.workloads().promote();
        tick.workloads().scaleDown();
        tick.enter(CanaryPhase.Succeeded);
        postRollout(CanaryPhase.Succeeded, CanaryPhase.Succeeded);
        tick.infoAs(CanaryPhase.Succeeded, "Promotion completed! Canary analysis was skipped for " + canary.target());
    }

    /** Back to the primary; said before it is written. */
    void rollBack() {
        tick.router().route(0);
        tick.warnAs(CanaryPhase.Failed, "Canary failed! Scaling down " + canary.name());
        tick.workloads().scaleDown();
        tick.sync(CanaryPhase.Failed, 0);
        postRollout(CanaryPhase.Failed, tick.phase());
    }

    /** The primary does not come up with what was promoted: all traffic stays on the canary. */
    void promotionFailed(String error) {
        tick.router().route(100);
        tick.warn("Promotion of %s failed, primary not ready: %s".formatted(canary.target(), error));
        tick.sync(CanaryPhase.Failed, 100);
        postRollout(CanaryPhase.Failed, tick.phase());
    }

    /** The hooks are told one phase, the event webhooks maybe another; a hook that fails keeps the later ones from being called. */
    private void postRollout(CanaryPhase outcome, CanaryPhase told) {
        for (Hook hook : canary.hooks(Hook.Type.POST_ROLLOUT)) {
            Optional<String> error = tick.call(hook, outcome);
            if (error.isPresent()) {
                tick.warnAs(told, "Post-rollout hook %s failed %s".formatted(hook.name(), error.get()));
                return;
            }
            tick.infoAs(told, "Post-rollout check %s passed".formatted(hook.name()));
        }
    }
}
