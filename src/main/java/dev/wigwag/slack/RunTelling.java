package dev.wigwag.slack;

import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import java.util.List;
import java.util.Optional;

/** What there is to say of a canary's run: its steps, its halts, what it waits for, and how it ended. */
final class RunTelling {
    private static final int MAX_WORDS = 320;
    private static final int MAX_NAME = 140;

    private RunTelling() {}

    static Optional<Telling> of(Stage stage, String name, Told before, List<Approval> approvals) {
        return switch (stage.phase()) {
            case Progressing -> progress(stage, name, before, approvals);
            case Waiting -> wait(stage, name, before);
            case Failed -> failure(stage, name, before, approvals);
            case Succeeded -> {
                Letting letting = Letting.of(stage, before, approvals);
                yield before.state() == Told.State.Well
                        ? Optional.empty()
                        : Optional.of(Telling.quiet(
                                name,
                                letting.told(before).now(Told.State.Well),
                                CanaryText.ended(stage) + letting.words()));
            }
            case Pending, Superseded, Suspended, Unchanged -> Optional.empty();
        };
    }

    private static Optional<Telling> progress(Stage stage, String name, Told before, List<Approval> approvals) {
        CanaryProgress canary = stage.canary();
        int step = canary.step() == null ? 0 : Math.max(0, canary.step());
        int failed = canary.failedChecks() == null ? 0 : Math.max(0, canary.failedChecks());
        boolean halted = failed > before.failedChecks();
        Letting letting = Letting.of(stage, before, approvals);
        boolean goesOn = before.state() == Told.State.Waiting || letting.isNews();
        if (step <= before.step() && !halted && !goesOn) {
            return Optional.empty();
        }
        Told now = letting.told(before)
                .now(Told.State.Going)
                .at(Math.max(step, before.step()), Math.max(failed, before.failedChecks()));
        if (goesOn) {
            return Optional.of(
                    Telling.quiet(name, now, "▶️ " + shown(stage) + " goes on" + letting.words() + where(canary)));
        }
        return Optional.of(
                halted
                        ? Telling.quiet(name, now, "⚠️ " + shown(stage) + halt(stage, failed) + where(canary))
                        : Telling.quiet(name, now, "🐤 " + shown(stage) + where(canary)));
    }

    /** With the metric and its value, where Flagger named them. */
    private static String halt(Stage stage, int failed) {
        String message = stage.message();
        boolean told = message != null && message.contains("checks failed");
        return " halted: " + (told ? SlackText.data(message, MAX_WORDS) : failed + " checks failed");
    }

    private static String where(CanaryProgress canary) {
        FlaggerPhase phase = FlaggerPhase.read(canary.phase());
        if (phase == FlaggerPhase.Promoting || phase == FlaggerPhase.Finalising) {
            return ", promoting";
        }
        return canary.step() == null
                ? ""
                : (canary.weight() == null ? "" : ", " + canary.weight() + "%") + step(canary);
    }

    /** The weight of a run that has failed is 0 and says nothing. */
    private static String step(CanaryProgress canary) {
        return canary.step() == null
                ? ""
                : ", step " + canary.step() + (canary.steps() == null ? "" : " of " + canary.steps());
    }

    private static Optional<Telling> wait(Stage stage, String name, Told before) {
        String why = stage.message() == null ? "waits for approval" : stage.message();
        String cause = ThreadCursor.cause(why);
        boolean waiting = before.state() == Told.State.Waiting;
        if (waiting && (before.isLast(Told.State.Waiting, cause) || before.isFull())) {
            return Optional.empty();
        }
        boolean known = before.causes().contains(cause);
        CanaryProgress canary = stage.canary();
        int step = canary.step() == null ? before.step() : Math.max(canary.step(), before.step());
        Told now = before.now(Told.State.Waiting).at(step, before.failedChecks());
        // A wait of each kind is told aloud once a run; a run that waits at every step would else never be quiet.
        return Optional.of(new Telling(
                name,
                known ? now.again(cause) : before.isFull() ? now : now.of(cause),
                "✋ " + shown(stage) + " " + SlackText.data(why, MAX_WORDS) + where(canary),
                !known && !before.isFull()));
    }

    private static Optional<Telling> failure(Stage stage, String name, Told before, List<Approval> approvals) {
        CanaryProgress canary = stage.canary();
        String why = canary.cause() != null && !canary.cause().isBlank() ? canary.cause() : stage.message();
        String words = why == null || why.isBlank() ? "failed" : why;
        String cause = ThreadCursor.cause(words);
        boolean again = before.state() == Told.State.Failed;
        if (again && (before.isLast(Told.State.Failed, cause) || before.isFull())) {
            return Optional.empty();
        }
        Told now = before.now(Told.State.Failed);
        // That a cause is found out later makes no second failure of it.
        return Optional.of(new Telling(
                name,
                before.isFull() ? now : now.of(cause),
                "❌ " + shown(stage) + " " + SlackText.data(words, MAX_WORDS) + (again ? "" : step(canary))
                        + orderer(stage, approvals),
                !again && !before.isFull() && !before.causes().contains(cause)));
    }

    /** Who made Flagger roll it back; nobody if it did so by itself. */
    private static String orderer(Stage stage, List<Approval> approvals) {
        return DecisionText.latest(stage, approvals, Gate.rollback)
                .filter(order -> order.used() != null)
                .map(order -> ", as ordered by " + DecisionText.whoAndWhy(order))
                .orElse("");
    }

    /** That somebody wants the run back, as long as that is news: Flagger may come for it a good while later. */
    static Optional<Telling> order(Stage stage, String name, ThreadCursor said, List<Approval> approvals) {
        if (stage.phase().isDone() || stage.phase() == StagePhase.Failed) {
            return Optional.empty();
        }
        String thing = name + " rollback";
        return DecisionText.latest(stage, approvals, Gate.rollback)
                .filter(order -> !said.of(thing).isLast(Told.State.Going, ThreadCursor.cause(order.by() + order.at()))
                        && !said.of(thing).isFull())
                .map(order -> Telling.quiet(
                        thing,
                        said.of(thing).of(ThreadCursor.cause(order.by() + order.at())),
                        "⏪ " + shown(stage) + " is to go back, as ordered by " + DecisionText.whoAndWhy(order)));
    }

    private static String shown(Stage stage) {
        return "*" + SlackText.data(stage.name() + "." + stage.namespace(), MAX_NAME) + "*";
    }
}
