package dev.wigwag.sandbox.flagger;

/**
 * What Flagger does in one tick of a Canary: at most one step of the state machine, in the order of its scheduler (reference: flagger.md
 * §1.3, §2).
 */
final class ControlFunction {

    private final Tick tick;
    private final CanaryView canary;
    private final Gates gates;
    private final Ending ending;

    private ControlFunction(Tick tick) {
        this.tick = tick;
        this.canary = tick.canary();
        this.gates = new Gates(tick);
        this.ending = new Ending(tick);
    }

    /** Does the tick's work; what the cluster refuses ends it with a message. */
    static void run(Tick tick) {
        try {
            new ControlFunction(tick).run();
        } catch (TickAborted e) {
            tick.warn(e.getMessage());
        }
    }

    private void run() {
        if (canary.suspended()) {
            tick.info("skipping canary run as object is suspended");
            return;
        }
        if (!initialized()) {
            return;
        }
        boolean changed = changed();
        if (tick.phase() == CanaryPhase.Initializing) {
            tick.workloads().scaleDown();
            tick.sync(CanaryPhase.Initialized, 0);
            tick.infoAs(CanaryPhase.Initialized, "Initialization done! " + canary.name());
            return;
        }
        boolean underWay = tick.phase().analysing() || tick.phase().promoting();
        if (!underWay && tick.phase() != CanaryPhase.Waiting && !changed) {
            return;
        }
        if (!underWay && !gates.rolloutConfirmed()) {
            return;
        }
        if (!primaryReady()) {
            return;
        }
        if (!underWay) {
            start();
        } else if (tick.phase().analysing() && changed) {
            restart();
        } else {
            advance();
        }
    }

    /** Whether everything Flagger makes is there, and the primary has once been ready. */
    private boolean initialized() {
        boolean initializing = tick.phase() == CanaryPhase.Initializing;
        tick.services().initialize();
        if (initializing && !canary.skipsAnalysis()) {
            tick.info("all the metrics providers are available!");
        }
        tick.workloads().createPrimary();
        if (initializing && !canary.skipsAnalysis()) {
            Readiness readiness = tick.primaryReadiness();
            if (!readiness.ready()) {
                tick.warn(notReady(readiness));
                return false;
            }
        }
        tick.services().reconcile();
        tick.router().reconcile();
        return true;
    }

    /** Whether the target holds something new. A return to what was promoted is nothing new, a return to older configs is. */
    private boolean changed() {
        CanaryStatus before = tick.memory();
        String hash = tick.workloads().hash();
        boolean template = !hash.equals(before.lastPromotedSpec()) && !hash.equals(before.lastAppliedSpec());
        var tracked = tick.workloads().trackedConfigs();
        boolean configs = !tracked.equals(before.trackedConfigs());
        if (tick.phase() == CanaryPhase.Failed) {
            // From the same reading: what is applied in between would else count as seen, and never be rolled out.
            tick.refreshFailed(hash, tracked);
        }
        return template || configs;
    }

    private boolean primaryReady() {
        if (canary.skipsAnalysis()) {
            return true;
        }
        Readiness readiness = tick.primaryReadiness();
        if (readiness.ready()) {
            return true;
        }
        tick.warn(notReady(readiness));
        if (!readiness.retriable() && tick.phase().promoting()) {
            ending.promotionFailed(readiness.error());
        } else if (!readiness.retriable() && tick.phase().analysing()) {
            ending.rollBack();
        }
        return false;
    }

    private String notReady(Readiness readiness) {
        return "%s not ready: %s".formatted(canary.target().primary(), readiness.error());
    }

    private void start() {
        tick.infoAs(CanaryPhase.Progressing, "New revision detected! Scaling up " + canary.target());
        tick.workloads().scaleUp();
        tick.sync(CanaryPhase.Progressing, 0);
    }

    private void restart() {
        tick.info("New revision detected! Restarting analysis for " + canary.target());
        tick.router().route(0);
        tick.sync(CanaryPhase.Progressing, 0);
    }

    private void advance() {
        Readiness readiness = tick.targetReadiness();
        if (!readiness.ready()) {
            tick.warn("canary deployment %s not ready: %s".formatted(canary.target(), readiness.error()));
            if (!readiness.retriable()) {
                ending.rollBack();
            }
            return;
        }
        if (canary.skipsAnalysis() && tick.phase().analysing()) {
            ending.skipAnalysis();
        } else if (tick.phase().analysing() && gates.rollbackOrdered()) {
            tick.warn("Rolling back %s manual webhook invoked".formatted(canary.name()));
            ending.rollBack();
        } else if (tick.phase() == CanaryPhase.Promoting) {
            new Promotion(tick).shiftToPrimary();
        } else if (tick.phase() == CanaryPhase.Finalising) {
            ending.succeed();
        } else if (tick.memory().failedChecks() >= canary.threshold()) {
            tick.warn("Rolling back %s failed checks threshold reached %d"
                    .formatted(canary.name(), tick.memory().failedChecks()));
            ending.rollBack();
        } else if (new Checks(tick).pass()) {
            new Strategy(tick, gates).step();
        }
    }
}
