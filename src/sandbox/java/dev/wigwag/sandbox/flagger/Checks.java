package dev.wigwag.sandbox.flagger;

import java.util.Optional;

/** The checks of one tick: the hooks before the first step, or those of every later tick and the metrics. A failure counts one. */
final class Checks {

    private final Tick tick;
    private final CanaryView canary;

    Checks(Tick tick) {
        this.tick = tick;
        this.canary = tick.canary();
    }

    boolean pass() {
        boolean nothingRouted =
                tick.router().canaryWeight() == 0 && tick.memory().iterations() == 0;
        Optional<String> failure = nothingRouted ? beforeFirstStep() : analysis();
        failure.ifPresent(message -> {
            tick.warn(message);
            tick.writeFailedCheck();
        });
        return failure.isEmpty();
    }

    private Optional<String> beforeFirstStep() {
        tick.info("Starting canary analysis for " + canary.target());
        for (Hook hook : canary.hooks(Hook.Type.PRE_ROLLOUT)) {
            Optional<String> error = tick.call(hook, CanaryPhase.Progressing);
            if (error.isPresent()) {
                return Optional.of("Halt %s advancement pre-rollout check %s failed %s"
                        .formatted(canary.name(), hook.name(), error.get()));
            }
            tick.info("Pre-rollout check %s passed".formatted(hook.name()));
        }
        return Optional.empty();
    }

    private Optional<String> analysis() {
        for (Hook hook : canary.hooks(Hook.Type.ROLLOUT)) {
            Optional<String> error = tick.call(hook, CanaryPhase.Progressing);
            if (error.isPresent()) {
                return Optional.of("Halt %s advancement external check %s failed %s"
                        .formatted(canary.name(), hook.name(), error.get()));
            }
        }
        return tick.failingMetric();
    }
}
