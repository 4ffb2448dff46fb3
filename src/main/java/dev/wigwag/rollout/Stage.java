package dev.wigwag.rollout;

import java.time.Instant;

/**
 * One object's part in a rollout ({@code .status.stages[]}).
 *
 * @param message the reason in words a person can act on; null if there is nothing to say
 * @param since when the stage entered its phase
 * @param until when it ended; null while it goes on
 * @param canary what Flagger does, for a Canary; else null
 */
public record Stage(
        String kind,
        String namespace,
        String name,
        StagePhase phase,
        String message,
        Instant since,
        Instant until,
        CanaryProgress canary) {
    /** The object whose part it is. */
    ObjectKey key() {
        return new ObjectKey(kind, namespace, name);
    }

    /** Whether something is still to come of it. */
    boolean isUnderWay() {
        return !phase.isDone() && phase != StagePhase.Failed || phase == StagePhase.Suspended;
    }

    /** Whether it shows a run that no commit started: it decides nothing about the rollout. */
    boolean isIncidental() {
        return canary != null && canary.attribution() == CanaryProgress.Attribution.none;
    }
}
