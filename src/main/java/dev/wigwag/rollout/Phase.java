package dev.wigwag.rollout;

/** Where a rollout stands, as written to {@code .status.phase}. */
public enum Phase {
    /** Pushed, but Flux has not fetched it yet. */
    Pending,
    /** Flux has it; not every member is there yet. */
    Progressing,
    /** Somebody or something has to say "go on". */
    Waiting,
    /** Every member runs this revision. */
    Succeeded,
    /** A member cannot get there. */
    Failed,
    /** A later revision took over, or Flux never adopted this one. */
    Superseded;

    /** Whether the rollout has come to an end (which a regression may still re-open). */
    public boolean isFinal() {
        return this == Succeeded || this == Failed || this == Superseded;
    }
}
