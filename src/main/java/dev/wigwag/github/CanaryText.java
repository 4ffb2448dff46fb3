package dev.wigwag.github;

import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Stage;

/** What GitHub is told of one canary, as long as its own run decides it. */
final class CanaryText {
    private CanaryText() {}

    /** The canary for people, {@code canary podinfo.test}. */
    static String name(Stage stage) {
        return "canary " + stage.name() + "." + stage.namespace();
    }

    /** @param stage of a Canary, in any phase but Superseded */
    static Sentence of(Stage stage) {
        return switch (stage.phase()) {
            case Pending, Waiting -> Sentence.pending(name(stage) + told(stage));
            case Progressing -> Sentence.pending(progress(stage));
            case Suspended -> Sentence.pending(name(stage) + " suspended; resume it to go on");
            case Succeeded -> Sentence.success(name(stage) + (stage.canary().run() == null ? " set up" : " promoted"));
            case Unchanged -> Sentence.success(name(stage) + told(stage));
            case Failed ->
                Sentence.failure(name(stage) + " failed" + (told(stage).isEmpty() ? "" : ":" + told(stage)));
            case Superseded -> Sentence.error(name(stage) + (told(stage).isEmpty() ? " ended early" : told(stage)));
        };
    }

    /** {@code canary podinfo.test 30%, step 3 of 5, 1/5 checks failed}. */
    private static String progress(Stage stage) {
        CanaryProgress canary = stage.canary();
        FlaggerPhase phase = FlaggerPhase.read(canary.phase());
        if (canary.run() == null) {
            return name(stage) + told(stage);
        }
        if (phase == FlaggerPhase.Promoting || phase == FlaggerPhase.Finalising) {
            return name(stage) + " promoting";
        }
        String trouble = stage.message() == null ? "" : ", " + stage.message();
        if (canary.step() == null) {
            return name(stage) + " starting" + trouble;
        }
        String weight = canary.weight() == null || canary.weight() == 0 ? "" : " " + canary.weight() + "%,";
        String steps = canary.steps() == null ? "" : " of " + canary.steps();
        return name(stage) + weight + " step " + canary.step() + steps + trouble;
    }

    private static String told(Stage stage) {
        return stage.message() == null || stage.message().isBlank() ? "" : " " + stage.message();
    }
}
