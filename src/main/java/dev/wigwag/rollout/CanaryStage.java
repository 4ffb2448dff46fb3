package dev.wigwag.rollout;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.time.Instant;
import java.util.List;

/** A Canary's part in a rollout: one run, from the first sight of it to its end. */
final class CanaryStage {
    private CanaryStage() {}

    /**
     * The stage of a run that is seen for the first time.
     *
     * @param began as {@link RunMarks#began}
     * @param before what stood in the stage's place, such as the wait for this run; null if nothing
     */
    static Stage begun(
            LiveCanary canary,
            RunId run,
            Attribution attribution,
            Instant began,
            Stage before,
            List<CanaryNews> news,
            Instant at) {
        CanaryProgress blank =
                CanaryProgress.ofRun(run, attribution, new RunMarks(began, canary.openSince(), null, null, null, null));
        return shown(canary, RunProgress.of(canary, blank, news, at), before, at);
    }

    /** The stage of a run that is known, as it is now; equal if there is no news. */
    static Stage goneOn(LiveCanary canary, Stage before, List<CanaryNews> news, Instant at) {
        return shown(canary, RunProgress.of(canary, before.canary(), news, at), before, at);
    }

    /** The stage of a Canary that Flagger is setting up, or has set up: no run belongs to the first deployment. */
    static Stage setUp(LiveCanary canary, Stage before, Instant at) {
        Verdict verdict = canary.suspended()
                ? Verdict.SUSPENDED
                : canary.phase() == FlaggerPhase.Initialized
                        ? Verdict.SUCCEEDED
                        : new Verdict(StagePhase.Progressing, "first deployment, Flagger sets up its primary", true);
        return verdict.stage(canary.key(), before, at, CanaryProgress.ofSetUp(canary.phase()));
    }

    /** The stage of a Canary that was set up while nobody looked, and has gone on since. */
    static Stage wasSetUp(LiveCanary canary, Stage before, Instant at) {
        return Verdict.SUCCEEDED.stage(canary.key(), before, at, CanaryProgress.ofSetUp(FlaggerPhase.Initialized));
    }

    /** The stage of a run that ended without an outcome of its own. */
    static Stage ended(Stage stage, String why, Instant at) {
        return new Verdict(StagePhase.Superseded, why, true).stage(stage.key(), stage, at, stage.canary());
    }

    /** The stage, once Flux has said that its revision brought the change. */
    static Stage certain(Stage stage) {
        CanaryProgress canary = stage.canary();
        return new Stage(
                stage.kind(),
                stage.namespace(),
                stage.name(),
                stage.phase(),
                stage.message(),
                stage.since(),
                stage.until(),
                canary.attributed(Attribution.certain),
                stage.showing());
    }

    private static Stage shown(LiveCanary canary, CanaryProgress progress, Stage before, Instant at) {
        return verdict(canary, progress).stage(canary.key(), before, at, progress);
    }

    private static Verdict verdict(LiveCanary canary, CanaryProgress progress) {
        FlaggerPhase phase = FlaggerPhase.read(progress.phase());
        if (canary.suspended() && phase.isOpen()) {
            return Verdict.SUSPENDED;
        }
        return switch (phase) {
            case Succeeded -> Verdict.SUCCEEDED;
            case Failed -> new Verdict(StagePhase.Failed, progress.cause(), true);
            case Waiting, WaitingPromotion, Progressing ->
                progress.waitsFor()
                        .map(gate -> Verdict.waiting(gate.waiting()))
                        .orElseGet(() -> new Verdict(StagePhase.Progressing, CanaryWords.lastTrouble(progress), true));
            default -> new Verdict(StagePhase.Progressing, null, true);
        };
    }
}
