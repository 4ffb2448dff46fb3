package dev.wigwag.rollout;

/** A canary's stage in words for the summary. */
final class CanaryWords {
    private CanaryWords() {}

    /** {@code podinfo.test canary 30 % (step 3 of 5)}, or what it waits for or failed from. */
    static String of(Stage stage) {
        String name = stage.name() + "." + stage.namespace() + " canary";
        CanaryProgress canary = stage.canary();
        if (stage.phase() != StagePhase.Progressing || canary.phase() == null || canary.run() == null) {
            return name + (stage.message() == null ? "" : " " + stage.message());
        }
        FlaggerPhase phase = FlaggerPhase.read(canary.phase());
        if (phase == FlaggerPhase.Promoting || phase == FlaggerPhase.Finalising) {
            return name + " promoting";
        }
        if (canary.step() == null) {
            return name + (stage.message() == null ? " starting" : " starting, " + stage.message());
        }
        String weight = canary.weight() == null || canary.weight() == 0 ? "" : " " + canary.weight() + "%";
        String steps = canary.steps() == null ? "" : " of " + canary.steps();
        return name + weight + " (step " + canary.step() + steps + ")"
                + (stage.message() == null ? "" : ", " + stage.message());
    }

    /** What holds a run up though it goes on: failed checks, or pods that do not get ready; null if nothing does. */
    static String lastTrouble(CanaryProgress canary) {
        LastWord heard = canary.heard();
        boolean some = canary.failedChecks() != null && canary.failedChecks() > 0;
        if (some) {
            String last = heard != null && heard.what() == CanaryNews.What.CheckFailed && heard.words() != null
                    ? ", last: " + heard.words()
                    : "";
            return PlainText.cut(
                    canary.failedChecks() + "/" + canary.threshold() + " checks failed" + last, FluxWords.MAX);
        }
        return heard != null && heard.what() == CanaryNews.What.Unready && canary.step() == null
                ? PlainText.cut("its pods are not ready: " + heard.words(), FluxWords.MAX)
                : null;
    }
}
