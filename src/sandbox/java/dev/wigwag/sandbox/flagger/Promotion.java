package dev.wigwag.sandbox.flagger;

/** From the copy of the canary to the primary until all traffic is back on the primary. */
final class Promotion {

    private final Tick tick;
    private final CanaryView canary;

    Promotion(Tick tick) {
        this.tick = tick;
        this.canary = tick.canary();
    }

    /** The point of no return. */
    void copyToPrimary() {
        tick.info("Copying %s template spec to %s"
                .formatted(canary.target(), canary.target().primary()));
        tick.workloads().promote();
        tick.enter(CanaryPhase.Promoting);
    }

    /** At once, or in steps of {@code stepWeightPromotion}. */
    void shiftToPrimary() {
        Router router = tick.router();
        int step = canary.stepWeightPromotion();
        if (!router.shifts()) {
            tick.enter(CanaryPhase.Finalising);
        } else if (step == 0) {
            tick.info("Routing all traffic to primary");
            router.route(0);
            tick.enter(CanaryPhase.Finalising);
        } else {
            int left = Math.max(0, router.canaryWeight() - step);
            tick.info("Advance %s primary weight %d".formatted(canary.name(), 100 - left));
            router.route(left);
            if (left > 0) {
                tick.writeWeight(left);
            } else {
                tick.enter(CanaryPhase.Finalising);
            }
        }
    }
}
