package dev.wigwag.slack;

import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far one canary has come, in mrkdwn. */
final class CanaryText {
    private static final int MAX_NAME = 140;
    private static final int MAX_WORDS = 320;
    private static final int MAX_BRIEF = 120;
    private static final int CELLS = 10;

    private CanaryText() {}

    /**
     * Everything a person wants to know of a run, in up to five lines.
     *
     * @param changes what it gets, where that is not what most get; null if that is not known
     */
    static String whole(Stage stage, Changes changes) {
        CanaryProgress canary = stage.canary();
        List<String> lines = new ArrayList<>();
        lines.add(line(stage));
        String cause = canary.cause() != null && !canary.cause().isBlank() ? canary.cause() : stage.message();
        if (cause != null && !cause.isBlank()) {
            lines.add(SlackText.data(cause, MAX_WORDS));
        }
        List<String> facts = facts(stage);
        if (!facts.isEmpty()) {
            lines.add(String.join(" · ", facts));
        }
        ImageChange.of(canary.images()).ifPresent(lines::add);
        gets(stage, changes).ifPresent(lines::add);
        return String.join("\n", lines);
    }

    private static Optional<String> gets(Stage stage, Changes changes) {
        return changes == null
                ? Optional.empty()
                : changes.of(stage)
                        .map(Changes.OfCanary::words)
                        .filter(words -> !words.isEmpty())
                        .map(words -> SlackText.data(words, MAX_WORDS));
    }

    /** {@code 🐤 *podinfo.test* ▓▓▓░░░░░░░ 30%}. */
    static String line(Stage stage) {
        return StageLines.sign(stage) + " *" + name(stage) + "*" + bar(stage);
    }

    /** {@code 🐤 *podinfo.test* ▓▓▓░░░░░░░ 30%, 1/5 checks failed}, or what it waits for or failed from. */
    static String brief(Stage stage) {
        boolean needs = stage.phase() == StagePhase.Failed || stage.phase() == StagePhase.Waiting;
        if (needs && stage.message() != null) {
            return line(stage) + ", " + SlackText.data(stage.message(), MAX_BRIEF);
        }
        return line(stage)
                + failedChecks(stage.canary()).map(checks -> ", " + checks).orElse("");
    }

    /** One that is over, with what it brought. */
    static String ended(Stage stage) {
        String what = stage.phase() == StagePhase.Succeeded
                ? stage.canary().run() == null ? " set up" : " promoted"
                : stage.message() == null ? "" : " " + SlackText.data(stage.message(), MAX_WORDS);
        return StageLines.sign(stage) + " *" + name(stage) + "*" + what
                + ImageChange.of(stage.canary().images())
                        .map(change -> ": " + change)
                        .orElse("");
    }

    private static String name(Stage stage) {
        return SlackText.data(stage.name() + "." + stage.namespace(), MAX_NAME);
    }

    private static List<String> facts(Stage stage) {
        CanaryProgress canary = stage.canary();
        FlaggerPhase phase = FlaggerPhase.read(canary.phase());
        List<String> facts = new ArrayList<>();
        if (phase == FlaggerPhase.Promoting || phase == FlaggerPhase.Finalising) {
            facts.add("promoting");
        } else if (canary.step() != null) {
            facts.add("step " + canary.step() + (canary.steps() == null ? "" : " of " + canary.steps()));
        }
        boolean told = stage.message() != null && stage.message().contains("checks failed");
        if (!told) {
            failedChecks(canary).ifPresent(facts::add);
        }
        if (canary.eta() != null && phase.isOpen()) {
            facts.add("ready by " + SlackText.date(canary.eta()));
        }
        if (canary.attribution() == CanaryProgress.Attribution.none) {
            facts.add("started by no commit");
        }
        return facts;
    }

    private static Optional<String> failedChecks(CanaryProgress canary) {
        return Optional.ofNullable(canary.failedChecks())
                .filter(failed -> failed > 0)
                .map(failed ->
                        failed + (canary.threshold() == null ? "" : "/" + canary.threshold()) + " checks failed");
    }

    /** Only while the weight says something: before the first step and after the end it does not. */
    private static String bar(Stage stage) {
        CanaryProgress canary = stage.canary();
        if (canary.weight() == null || !FlaggerPhase.read(canary.phase()).isOpen()) {
            return "";
        }
        int weight = Math.max(0, Math.min(100, canary.weight()));
        int full = weight * CELLS / 100;
        // Some is not none.
        int cells = weight == 0 ? 0 : Math.max(1, full);
        return " " + "▓".repeat(cells) + "░".repeat(CELLS - cells) + " " + weight + "%";
    }
}
