package dev.wigwag.rollout;

import java.time.Instant;

/**
 * Where one object's part stands.
 *
 * @param message what a person should know; null on plain success
 * @param remembered whether only the stages stored before tell so, and the view alone would not
 */
record Verdict(StagePhase phase, String message, boolean remembered) {
    static final Verdict SUCCEEDED = new Verdict(StagePhase.Succeeded, null, false);
    static final Verdict UNCHANGED = new Verdict(StagePhase.Unchanged, null, false);
    static final Verdict PENDING = new Verdict(StagePhase.Pending, null, false);
    static final Verdict PROGRESSING = new Verdict(StagePhase.Progressing, null, false);
    static final Verdict SUSPENDED = new Verdict(StagePhase.Suspended, "suspended", false);
    static final Verdict DELETED = new Verdict(StagePhase.Superseded, "deleted", false);

    static Verdict failed(Ready ready) {
        return new Verdict(StagePhase.Failed, FluxWords.of(ready), false);
    }

    static Verdict waiting(String forWhat) {
        return new Verdict(StagePhase.Waiting, forWhat, false);
    }

    /** The failure stored before: a retry is under way and has not come to anything yet. */
    static Verdict stillFailed(Stage before) {
        return new Verdict(StagePhase.Failed, before.message(), true);
    }

    Verdict fromMemory() {
        return new Verdict(phase, message, true);
    }

    /**
     * The stage that shows this.
     *
     * @param before the stage as it was stored, null if there was none; while the phase stays, or is another word for ready,
     *     so do its times
     * @param at the time now, in whole seconds
     */
    Stage stage(ObjectKey key, Stage before, Instant at) {
        return stage(key, before, at, null);
    }

    /** The same of a Canary, with what Flagger does. */
    Stage stage(ObjectKey key, Stage before, Instant at, CanaryProgress canary) {
        boolean same = before != null
                && (before.phase() == phase || canary == null && isReady(before.phase()) && isReady(phase));
        Instant since = same ? before.since() : at;
        Instant until = same ? before.until() : hasEnded(phase) ? at : null;
        return new Stage(
                key.kind(),
                key.namespace(),
                key.name(),
                phase,
                message,
                since,
                until,
                canary,
                before == null ? null : before.showing());
    }

    /** That a revision had left something alone may be found out later; nothing happens to it then. */
    private static boolean isReady(StagePhase phase) {
        return phase == StagePhase.Succeeded || phase == StagePhase.Unchanged;
    }

    private static boolean hasEnded(StagePhase phase) {
        return switch (phase) {
            case Succeeded, Failed, Superseded, Unchanged -> true;
            case Pending, Progressing, Waiting, Suspended -> false;
        };
    }
}
