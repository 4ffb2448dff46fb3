package dev.wigwag.sandbox.flagger;

/** The next step of a canary whose checks passed: more weight, one more iteration, or promotion. */
final class Strategy {

    private final Tick tick;
    private final CanaryView canary;
    private final Router router;
    private final Gates gates;

    Strategy(Tick tick, Gates gates) {
        this.tick = tick;
        this.canary = tick.canary();
        this.router = tick.router();
        this.gates = gates;
    }

    void step() {
        int iterations = canary.iterations();
        if (!router.shifts() && iterations == 0) {
            tick.warn("Progressive traffic is not supported when using the kubernetes provider");
            tick.warn("Setting canaryAnalysis.iterations: 10");
            iterations = 10;
        }
        if (iterations == 0) {
            weight();
        } else if (canary.matches() && router.shifts()) {
            abTest(iterations);
        } else {
            blueGreen(iterations);
        }
    }

    private void weight() {
        int now = router.canaryWeight();
        Steps steps = canary.steps();
        if (canary.mirrors() && now == 0) {
            // A mesh that cannot mirror never says it does, and the run stays at this step.
            advance(0);
        } else if (!gates.trafficIncreaseConfirmed()) {
            return;
        } else if (!steps.done(now)) {
            advance(steps.after(now));
        } else if (gates.promotionConfirmed()) {
            new Promotion(tick).copyToPrimary();
        }
    }

    private void advance(int weight) {
        router.route(weight);
        tick.writeWeight(weight);
        tick.info("Advance %s canary weight %d".formatted(canary.name(), weight));
    }

    private void abTest(int iterations) {
        if (tick.memory().iterations() < iterations) {
            router.route(100);
            iterate(iterations);
        } else if (gates.promotionConfirmed()) {
            new Promotion(tick).copyToPrimary();
        }
    }

    private void blueGreen(int iterations) {
        int made = tick.memory().iterations();
        if (made < iterations) {
            iterate(iterations);
        } else if (!gates.promotionConfirmed()) {
            return;
        } else if (made == iterations) {
            if (router.shifts()) {
                tick.info(
                        canary.mirrors()
                                ? "Stop traffic mirroring and route all traffic to canary"
                                : "Routing all traffic to canary");
                router.route(100);
            }
            tick.writeIterations(iterations + 1);
        } else {
            new Promotion(tick).copyToPrimary();
        }
    }

    private void iterate(int iterations) {
        int next = tick.memory().iterations() + 1;
        tick.writeIterations(next);
        tick.info("Advance %s canary iteration %d/%d".formatted(canary.name(), next, iterations));
    }
}
