package dev.wigwag.chatops;

import dev.wigwag.http.CleanText;
import dev.wigwag.rollout.Approval;
import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.OpenRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A canary in words. */
final class CanaryLines {
    private static final int LONGEST = 200;
    private static final int DECISIONS = 5;

    private CanaryLines() {}

    /** How it stands, in a line: {@code test/podinfo: Progressing, 30 % (step 3 of 5)}. */
    static String state(LiveCanary live) {
        String weight =
                live.weight() > 0 && live.phase() == FlaggerPhase.Progressing ? ", " + live.weight() + " %" : "";
        String step = live.step() > 0 && live.phase() == FlaggerPhase.Progressing
                ? " (step " + live.step() + " of " + live.steps() + ")"
                : "";
        return Approval.name(live.key()) + ": " + live.phase() + weight + step
                + (live.suspended() ? ", suspended" : "");
    }

    /** The run that is open, line by line: what it waits for, where it comes from, how it went so far, who decided what. */
    static List<String> of(OpenRun run, Instant now) {
        List<String> lines = new ArrayList<>();
        run.waitsFor().ifPresent(gate -> lines.add(waiting(gate, run)));
        CanaryProgress progress = run.stage().canary();
        // Flagger's status says 0 while promotion waits, though the traffic is still split.
        if (run.live().phase() == FlaggerPhase.WaitingPromotion && progress.weight() != null) {
            lines.add("The canary has " + progress.weight() + " % of the traffic.");
        }
        if (run.live().failedChecks() > 0) {
            lines.add(run.live().failedChecks() + " of " + run.live().threshold() + " checks failed.");
        }
        Optional.ofNullable(run.stage().message())
                // Of another phase than the live one it is old.
                .filter(message ->
                        run.waitsFor().isEmpty() && run.live().phase().name().equals(progress.phase()))
                .ifPresent(message -> lines.add(CleanText.line(message, LONGEST)));
        lines.add("Brought by " + RolloutLines.revision(run.rollout()) + " of "
                + run.rollout().source().kind() + " " + run.rollout().source().namespace() + "/"
                + run.rollout().source().name() + ".");
        run.decisions().stream().limit(DECISIONS).map(one -> decision(one, now)).forEach(lines::add);
        return lines;
    }

    /** Who decided what when, and why. */
    static String decision(Approval approval, Instant now) {
        String what = approval.decision() == Approval.Decision.rollback
                ? "Roll-back ordered"
                : "Approved (" + approval.gate() + ")";
        boolean lapsed = approval.used() == null && approval.until() != null && !now.isBefore(approval.until());
        return what + " by " + approval.by() + " " + Ago.words(approval.at(), now)
                + (lapsed ? ", lapsed since" : "")
                + (approval.reason() == null ? "." : ": " + approval.reason());
    }

    private static String waiting(Gate gate, OpenRun run) {
        String what = switch (gate) {
            case rollout -> "to start";
            case traffic -> "of more traffic";
            default -> "to promote";
        };
        return "Waits for approval " + what + ". "
                + (run.gates().contains(gate)
                        ? "approve " + Approval.name(run.live().key()) + " lets it go on."
                        : "It does not ask Wigwag for it, so it cannot be given here.");
    }
}
