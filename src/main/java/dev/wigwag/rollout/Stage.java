package dev.wigwag.rollout;

import java.time.Instant;

/**
 * One object's part in a rollout ({@code .status.stages[]}).
 *
 * @param message the reason in words a person can act on; null if there is nothing to say
 * @param since when the stage entered its phase
 * @param until when it ended; null while it goes on
 * @param canary what Flagger does, for a Canary; else null
 * @param showing how it asks to be shown, where that differs from how the rollout does; null if it does not
 */
public record Stage(
        String kind,
        String namespace,
        String name,
        StagePhase phase,
        String message,
        Instant since,
        Instant until,
        CanaryProgress canary,
        Showing showing) {
    /** One that asks for nothing. */
    public Stage(
            String kind,
            String namespace,
            String name,
            StagePhase phase,
            String message,
            Instant since,
            Instant until,
            CanaryProgress canary) {
        this(kind, namespace, name, phase, message, since, until, canary, null);
    }

    /** The object whose part it is. */
    public ObjectKey key() {
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

    /** This stage, asking to be shown in another way. */
    Stage asking(Showing other) {
        return new Stage(kind, namespace, name, phase, message, since, until, canary, other);
    }
}
