package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far Flagger's analysis has come ({@code .status.stages[].canary}).
 *
 * @param phase Flagger's own phase
 * @param run our id of the run, {@code <canary uid>-<n>}
 * @param checksum Flagger's checksum of the run, once known
 * @param weight percent of traffic on the canary
 * @param step the step reached, from 1
 * @param steps steps in all
 * @param failedChecks failed checks so far
 * @param threshold failed checks at which Flagger rolls back
 * @param eta when the last step is expected to end
 * @param images the image before and the one now, under {@code old} and {@code new}
 * @param cause why it failed, in words
 * @param marks what tells this run from others; null for a stage without a run
 * @param heard what Flagger said last that no object tells; null if nothing
 * @param gates the gates that Flagger asks Wigwag about, by the Canary's webhooks; empty if none
 */
public record CanaryProgress(
        String phase,
        String run,
        String checksum,
        Attribution attribution,
        Integer weight,
        Integer step,
        Integer steps,
        Integer failedChecks,
        Integer threshold,
        Instant eta,
        Map<String, String> images,
        String cause,
        RunMarks marks,
        LastWord heard,
        List<Gate> gates) {
    public CanaryProgress {
        gates = gates == null ? List.of() : List.copyOf(gates);
    }

    /** One whose Canary asks Wigwag nothing. */
    public CanaryProgress(
            String phase,
            String run,
            String checksum,
            Attribution attribution,
            Integer weight,
            Integer step,
            Integer steps,
            Integer failedChecks,
            Integer threshold,
            Instant eta,
            Map<String, String> images,
            String cause,
            RunMarks marks,
            LastWord heard) {
        this(
                phase,
                run,
                checksum,
                attribution,
                weight,
                step,
                steps,
                failedChecks,
                threshold,
                eta,
                images,
                cause,
                marks,
                heard,
                List.of());
    }

    /** Of a run that is about to be read for the first time. */
    static CanaryProgress ofRun(RunId run, Attribution how, RunMarks marks) {
        return blank(null, run.toString(), how, null, marks);
    }

    /** Of a run that has not begun. */
    static CanaryProgress ofClaim(Attribution how, Map<String, String> images, RunMarks marks) {
        return blank(null, null, how, images, marks);
    }

    /** Of the first deployment, which is no run; its phase is null before Flagger has seen the Canary. */
    static CanaryProgress ofSetUp(FlaggerPhase phase) {
        return blank(phase == FlaggerPhase.None ? null : phase.name(), null, null, null, null);
    }

    private static CanaryProgress blank(
            String phase, String run, Attribution how, Map<String, String> images, RunMarks marks) {
        return new CanaryProgress(phase, run, null, how, null, null, null, null, null, null, images, null, marks, null);
    }

    /** The same, of a run that is attributed in this way. */
    CanaryProgress attributed(Attribution how) {
        return new CanaryProgress(
                phase,
                run,
                checksum,
                how,
                weight,
                step,
                steps,
                failedChecks,
                threshold,
                eta,
                images,
                cause,
                marks,
                heard,
                gates);
    }

    /** The same, with the reason why it failed. */
    CanaryProgress failedFrom(String reason) {
        return new CanaryProgress(
                phase,
                run,
                checksum,
                attribution,
                weight,
                step,
                steps,
                failedChecks,
                threshold,
                eta,
                images,
                reason,
                marks,
                heard,
                gates);
    }

    /** The gate that holds the run up; empty if none does. A run that waits was asked, or Flagger says so. */
    public Optional<Gate> waitsFor() {
        return switch (FlaggerPhase.read(phase)) {
            case Waiting -> Optional.of(Gate.rollout);
            case WaitingPromotion -> Optional.of(Gate.promotion);
            case Progressing -> heard == null ? Optional.empty() : heard.what().gate();
            default -> Optional.empty();
        };
    }

    /** How sure it is that this rollout's revision started the run. */
    public enum Attribution {
        certain,
        inferred,
        none
    }
}
