package dev.wigwag.model;

import dev.wigwag.rollout.CanaryNews;
import dev.wigwag.rollout.CanaryNews.What;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Flagger's control function on one Canary, as its v1.44 works; checks and pods go as a lot says, and so do gates by themselves. */
final class ModelFlagger {
    /** Whom Flagger asks. */
    interface Gates {
        /** Nobody in particular. */
        Gates LOTS = (canary, gate, checksum, lot) -> lot.getAsBoolean();

        /**
         * Whether the gate is open; of a rollback, whether it is ordered.
         *
         * @param checksum what Flagger says with its question
         * @param lot what it is if nobody has a say
         */
        boolean opens(ModelCanary canary, Gate gate, String checksum, BooleanSupplier lot);
    }

    private final ModelCanary canary;
    private final Instant second;
    private final Instant now;
    private final Random random;
    private final Gates gates;
    private final List<CanaryNews> said = new ArrayList<>();

    private ModelFlagger(ModelCanary canary, Instant second, Instant now, Random random, Gates gates) {
        this.gates = gates;
        this.canary = canary;
        this.second = second;
        this.now = now;
        this.random = random;
    }

    /**
     * One look.
     *
     * @param second the time as statuses bear it
     * @param now the time as events bear it
     * @return what Flagger said, in order
     */
    static List<CanaryNews> look(ModelCanary canary, Instant second, Instant now, Random random, Gates gates) {
        ModelFlagger flagger = new ModelFlagger(canary, second, now, random, gates);
        canary.looked = now;
        if (!canary.suspended && !canary.deleting) {
            flagger.look();
        }
        return flagger.said;
    }

    private void look() {
        switch (canary.phase) {
            case None -> {
                canary.primary = canary.target.template();
                enter(FlaggerPhase.Initializing);
            }
            case Initializing -> setUp();
            case Initialized, Succeeded, Failed -> rest();
            case Waiting -> {
                if (opens(Gate.rollout, () -> lot(2))) {
                    canary.causes(canary.run);
                    start("M8");
                }
            }
            case Progressing, WaitingPromotion -> {
                if (canary.hasChanged()) {
                    canary.run = canary.newRun(second);
                    start("M9");
                } else {
                    analyse();
                }
            }
            case Promoting -> promote();
            case Finalising -> succeed();
            default -> throw new IllegalStateException("Flagger never writes " + canary.phase);
        }
    }

    private void setUp() {
        if (lot(2)) {
            sync();
            canary.promoted = canary.spec;
            enter(FlaggerPhase.Initialized);
            say(What.Other, "M5", checksum());
        }
    }

    private void rest() {
        boolean changed = canary.hasChanged();
        ModelRun next = canary.newRun(second);
        if (canary.phase == FlaggerPhase.Failed) {
            sync();
        }
        // A change that a Failed Canary sees while its primary is not ready is swallowed (flagger.md §5.3).
        boolean swallowed = canary.phase == FlaggerPhase.Failed && lot(8);
        if (!changed || swallowed) {
            return;
        }
        canary.run = next;
        if (opens(Gate.rollout, () -> !lot(3))) {
            start("M8");
        } else {
            enter(FlaggerPhase.Waiting);
            say(What.Other, "M6", null);
        }
    }

    /** Both are said before the status is written, with the checksum of the run before. */
    private void start(String message) {
        say(What.Other, message, null);
        sync();
        canary.failedChecks = 0;
        canary.weight = 0;
        canary.routed = 0;
        canary.unready = false;
        enter(FlaggerPhase.Progressing);
    }

    private void analyse() {
        boolean starting = canary.phase == FlaggerPhase.Progressing && canary.weight == 0;
        canary.unready = starting && lot(5);
        if (canary.unready) {
            say(What.Unready, "0 of 1 updated replicas are available", checksum());
            if (lot(3)) {
                fail();
            }
            return;
        }
        if (opens(Gate.rollback, () -> lot(16))) {
            say(What.RollbackOrdered, "stop", checksum());
            fail();
            return;
        }
        if (canary.failedChecks >= ModelCanary.THRESHOLD) {
            fail();
            return;
        }
        if (canary.skipAnalysis) {
            canary.primary = canary.target.template();
            succeed();
            return;
        }
        if (lot(5)) {
            canary.failedChecks++;
            say(What.CheckFailed, "success-rate 9" + random.nextInt(9) + " < 99", checksum());
            return;
        }
        advance();
    }

    private void advance() {
        if (canary.phase == FlaggerPhase.WaitingPromotion) {
            if (opens(Gate.promotion, () -> lot(2))) {
                copy();
            }
        } else if (!opens(Gate.traffic, () -> !lot(8))) {
            say(What.TrafficHeld, null, checksum());
        } else if (canary.step() < ModelCanary.STEPS) {
            canary.weight += ModelCanary.STEP_WEIGHT;
            canary.routed = canary.weight;
            canary.run.reached = canary.step();
            said.add(new CanaryNews(canary.key, What.Advanced, null, canary.weight, checksum(), now));
        } else if (opens(Gate.promotion, () -> !lot(2))) {
            copy();
        } else {
            canary.weight = 0;
            enter(FlaggerPhase.WaitingPromotion);
            say(What.Other, "M31", checksum());
        }
    }

    private void copy() {
        canary.primary = canary.target.template();
        say(What.Other, "M34", checksum());
        enter(FlaggerPhase.Promoting);
    }

    private void promote() {
        if (lot(6)) {
            say(What.Unready, "primary not ready", checksum());
        } else if (lot(6)) {
            say(What.PromotionFailed, "deadline exceeded", checksum());
            canary.failedChecks = 0;
            canary.weight = 100;
            canary.run.swallows = canary.hasChanged();
            sync();
            enter(FlaggerPhase.Failed);
        } else {
            canary.weight = 0;
            canary.routed = 0;
            say(What.Other, "M35", checksum());
            enter(FlaggerPhase.Finalising);
        }
    }

    private void succeed() {
        canary.promoted = canary.spec;
        canary.weight = 0;
        canary.routed = 0;
        enter(FlaggerPhase.Succeeded);
        say(What.Other, "M39", checksum());
    }

    private void fail() {
        say(What.Other, "M43", checksum());
        canary.failedChecks = 0;
        canary.weight = 0;
        canary.routed = 0;
        sync();
        enter(FlaggerPhase.Failed);
    }

    private void sync() {
        canary.spec = ModelCanary.hash(canary.target.template());
        canary.base = canary.target.base;
        canary.restarts = canary.target.restarts;
        canary.configs = canary.target.content;
        canary.target.seen();
    }

    /** The condition is written anew only with another phase, and its transition only with another of three words. */
    private void enter(FlaggerPhase next) {
        if (canary.phase != next) {
            if (promoted(canary.phase) != promoted(next) || canary.phase == FlaggerPhase.None) {
                canary.openSince = second;
            }
            canary.phase = next;
            canary.phaseSince = second;
        }
    }

    private static int promoted(FlaggerPhase phase) {
        return switch (phase) {
            case Initialized, Succeeded -> 1;
            case Failed -> -1;
            default -> 0;
        };
    }

    private void say(What what, String words, String checksum) {
        said.add(new CanaryNews(canary.key, what, what == What.Other ? null : words, null, checksum, now));
    }

    private String checksum() {
        return canary.checksum();
    }

    private boolean opens(Gate gate, BooleanSupplier lot) {
        return gates.opens(canary, gate, checksum(), lot);
    }

    private boolean lot(int of) {
        return random.nextInt(of) == 0;
    }
}
