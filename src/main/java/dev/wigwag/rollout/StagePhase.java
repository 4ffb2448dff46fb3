package dev.wigwag.rollout;

/** Where one object's part in a rollout stands, as written to {@code .status.stages[].phase}. */
public enum StagePhase {
    Pending,
    Progressing,
    Waiting,
    Succeeded,
    Failed,
    Superseded,
    /** The object is suspended: it will not move, and does not hold the rollout up. */
    Suspended,
    /** This revision does not change the object. */
    Unchanged;

    /** Whether nothing more has to happen for the rollout to come to an end; a failure is no such end. */
    public boolean isDone() {
        return this == Succeeded || this == Superseded || this == Suspended || this == Unchanged;
    }
}
