package dev.wigwag.sandbox.flagger;

import java.util.Optional;

/** The hooks that ask whether a run may go on, or is to be rolled back (reference: flagger.md §1.3). */
final class Gates {

    private final Tick tick;
    private final CanaryView canary;

    Gates(Tick tick) {
        this.tick = tick;
        this.canary = tick.canary();
    }

    /** Whether a run may start; the wait is told once. */
    boolean rolloutConfirmed() {
        for (Hook hook : canary.hooks(Hook.Type.CONFIRM_ROLLOUT)) {
            if (tick.call(hook, tick.phase()).isPresent()) {
                if (tick.phase() != CanaryPhase.Waiting) {
                    tick.enter(CanaryPhase.Waiting);
                    tick.warn("Halt %s advancement waiting for approval %s".formatted(canary.name(), hook.name()));
                }
                return false;
            }
            tick.info("Confirm-rollout check %s passed".formatted(hook.name()));
        }
        return true;
    }

    /** Whether more traffic may be given; a closed gate is told at every tick. */
    boolean trafficIncreaseConfirmed() {
        if (tick.phase() == CanaryPhase.WaitingPromotion) {
            return true;
        }
        for (Hook hook : canary.hooks(Hook.Type.CONFIRM_TRAFFIC_INCREASE)) {
            if (tick.call(hook, CanaryPhase.Progressing).isPresent()) {
                tick.warn("Halt %s advancement waiting for traffic increase approval %s"
                        .formatted(canary.name(), hook.name()));
                return false;
            }
            tick.info("Confirm-traffic-increase check %s passed".formatted(hook.name()));
        }
        return true;
    }

    /** Whether the canary may become the primary; the wait is told once, its status written at every tick. */
    boolean promotionConfirmed() {
        for (Hook hook : canary.hooks(Hook.Type.CONFIRM_PROMOTION)) {
            if (tick.call(hook, CanaryPhase.Progressing).isPresent()) {
                tick.enter(CanaryPhase.WaitingPromotion);
                if (tick.phase() != CanaryPhase.WaitingPromotion) {
                    tick.warn("Halt %s advancement waiting for promotion approval %s"
                            .formatted(canary.name(), hook.name()));
                }
                return false;
            }
            tick.info("Confirm-promotion check %s passed".formatted(hook.name()));
        }
        return true;
    }

    /** Whether somebody orders the run to be rolled back. Here success means yes. */
    boolean rollbackOrdered() {
        for (Hook hook : canary.hooks(Hook.Type.ROLLBACK)) {
            Optional<String> error = tick.call(hook, tick.phase());
            if (error.isEmpty()) {
                tick.warn("Rollback check %s passed".formatted(hook.name()));
                return true;
            }
            tick.info("Rollback hook %s not signaling a rollback".formatted(hook.name()));
        }
        return false;
    }
}
