package dev.wigwag.rollout;

import dev.wigwag.rollout.CanaryProgress.Attribution;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A rollout's claim to a run that has not begun: its revision has changed what a Canary looks after, and Flagger sees that
 * only at its next look. The rollout does not come to its end before, but it does not wait for ever either.
 */
final class Claim {
    private Claim() {}

    /**
     * The claim that a revision which has just been applied has; empty if it has changed nothing that starts a run.
     *
     * @param changes what the Kustomizations said they changed for this revision; empty if nothing was heard
     * @param last the run before; empty if none is known
     */
    static Optional<CanaryProgress> of(LiveCanary canary, Optional<ChangeSet> changes, Optional<CanaryProgress> last) {
        boolean told = changes.filter(set -> set.concerns(canary)).isPresent();
        if (isTemplateToCome(canary, last)) {
            return Optional.of(progress(
                    canary,
                    told ? Attribution.certain : Attribution.inferred,
                    RunMarks.awaitingTemplate(canary.template())));
        }
        return changes.filter(set -> set.namesConfigOf(canary))
                .map(set -> progress(canary, Attribution.certain, RunMarks.awaitingConfigsOtherThan(canary.configs())));
    }

    /** Whether a stage is a run of what the Canary looks after now, or waits for just that. */
    static boolean covers(CanaryProgress stage, LiveCanary canary) {
        if (stage.run() != null) {
            return true;
        }
        RunMarks marks = stage.marks();
        if (marks == null) {
            return false;
        }
        return marks.template() == null
                ? canary.configs().equals(Objects.requireNonNullElse(marks.configs(), ""))
                : canary.template().isEmpty() || marks.template().equals(canary.template());
    }

    /** Whether this is the run that was claimed. */
    static boolean isMetBy(Stage claim, LiveCanary canary) {
        RunMarks marks = claim.canary().marks();
        if (marks == null) {
            return false;
        }
        if (marks.template() == null) {
            // As long as the start waits, the configurations told are those of the run before.
            return canary.phase() == FlaggerPhase.Waiting
                    || !canary.configs().equals(Objects.requireNonNullElse(marks.configs(), ""));
        }
        return canary.template().isEmpty()
                || canary.template().equals(marks.template())
                || isRestartedByHand(claim, canary);
    }

    /**
     * Whether what is waited for has another template by now that Flux had no part in: what starts then is still what the
     * revision changed.
     */
    private static boolean isRestartedByHand(Stage claim, LiveCanary canary) {
        return claim.isUnderWay()
                && claim.since() != null
                && canary.changedAt() != null
                && !canary.changedAt().isAfter(claim.since());
    }

    /** The stage of a claim that is known, as it is now. */
    static Stage goneOn(LiveCanary canary, Stage before, Instant at) {
        CanaryProgress claim = before.canary();
        boolean restarted =
                claim.marks().template() != null && !canary.template().isEmpty() && isRestartedByHand(before, canary);
        return stage(
                canary,
                restarted
                        ? CanaryProgress.ofClaim(
                                claim.attribution(), claim.images(), RunMarks.awaitingTemplate(canary.template()))
                        : claim,
                before,
                at);
    }

    /** The stage of a claim, at its first sight or later. */
    static Stage stage(LiveCanary canary, CanaryProgress claim, Stage before, Instant at) {
        if (canary.suspended()) {
            return Verdict.SUSPENDED.stage(canary.key(), before, at, claim);
        }
        Verdict verdict = before != null && before.phase().isDone() && before.phase() != StagePhase.Suspended
                ? new Verdict(before.phase(), before.message(), true)
                : lapsed(canary, claim, before, at);
        return verdict.stage(canary.key(), before, at, claim);
    }

    /** Flagger looks only when it is through with the run before, so the time does not run until then. */
    private static Verdict lapsed(LiveCanary canary, CanaryProgress claim, Stage before, Instant at) {
        Verdict waiting = new Verdict(StagePhase.Pending, "waits for Flagger to see the change", true);
        if (before == null) {
            return waiting;
        }
        boolean replaced = claim.marks().template() != null
                && !canary.template().isEmpty()
                && !canary.template().equals(claim.marks().template());
        if (replaced) {
            return new Verdict(StagePhase.Superseded, "replaced by a later change", true);
        }
        if (canary.phase().isOpen()) {
            return waiting;
        }
        boolean withdrawn = claim.marks().template() != null
                && canary.details().filter(read -> !read.differ()).isPresent();
        if (withdrawn) {
            return new Verdict(StagePhase.Unchanged, "runs this version already", true);
        }
        Instant from = canary.phaseSince() != null && canary.phaseSince().isAfter(before.since())
                ? canary.phaseSince()
                : before.since();
        return at.isBefore(from.plus(canary.patience()))
                ? waiting
                : new Verdict(StagePhase.Unchanged, "Flagger has started no analysis", true);
    }

    private static boolean isTemplateToCome(LiveCanary canary, Optional<CanaryProgress> last) {
        if (canary.details().filter(CanaryDetails::differ).isEmpty()) {
            return false;
        }
        Optional<RunMarks> marks = last.map(CanaryProgress::marks);
        boolean open = canary.phase().isOpen();
        boolean tried =
                marks.map(RunMarks::template).filter(canary.template()::equals).isPresent();
        // What failed may be tried again once Git has held something else meanwhile; what runs cannot start anew.
        if (tried && (open || canary.changedAt() == null)) {
            return false;
        }
        Instant since = open ? marks.map(RunMarks::began).orElse(null) : canary.phaseSince();
        return canary.changedAt() == null
                || since == null
                || !canary.changedAt().isBefore(since);
    }

    private static CanaryProgress progress(LiveCanary canary, Attribution attribution, RunMarks marks) {
        Map<String, String> images = canary.details().map(CanaryDetails::images).orElse(Map.of());
        return CanaryProgress.ofClaim(attribution, images, marks);
    }
}
