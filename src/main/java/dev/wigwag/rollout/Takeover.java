package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a rollout ends before it is done.
 *
 * @param by the revision that the source comes to or stays at instead; null if the source is gone
 */
record Takeover(Reason reason, Revision by) {
    /** The reason on the condition {@link Conditions#SUPERSEDED}. */
    enum Reason {
        /** A later revision of the source came. */
        Overtaken,
        /** The source's version range preferred another. */
        NotSelected,
        /** A force push took it out of the history. */
        Dropped,
        /** There is no source any more. */
        SourceDeleted
    }

    String summary() {
        return switch (reason) {
            case Overtaken -> "overtaken by " + by.shortForm();
            case NotSelected -> "not selected, the source stays at " + by.shortForm();
            case Dropped -> "dropped by a force push";
            case SourceDeleted -> "its source was deleted";
        };
    }

    /**
     * The status of a rollout that Flux never took up: nothing but the source has a part in it, and what an earlier attempt
     * has left.
     */
    RolloutStatus endUnadopted(
            RolloutStatus status, ObjectKey source, Stage before, List<StageLimit.Entry> left, Instant at) {
        Stage ended = new Verdict(StagePhase.Superseded, summary(), false).stage(source, before, at);
        return end(status, StageLimit.of(ended, left), at);
    }

    /** The status of a rollout that was under way: what is unfinished stays so for good. */
    RolloutStatus endUnfinished(RolloutStatus status, Instant at) {
        return end(status, picture(status, at), at);
    }

    /** The status of one that had failed already, and stays so: what else was under way in it goes on no more. */
    static RolloutStatus endRest(RolloutStatus status, Instant at) {
        return status.showing(status.phase(), status.summary(), picture(status, at), status.conditions());
    }

    private static StageLimit.Picture picture(RolloutStatus status, Instant at) {
        List<Stage> stages =
                status.stages().stream().map(stage -> ended(stage, at)).toList();
        Map<String, Integer> counts = new TreeMap<>();
        (status.counts().isEmpty() ? StageLimit.counts(status.stages()) : status.counts())
                .forEach((phase, count) -> counts.merge(endedPhase(phase), count, Integer::sum));
        return new StageLimit.Picture(counts, stages);
    }

    private RolloutStatus end(RolloutStatus status, StageLimit.Picture picture, Instant at) {
        String message = by == null ? summary() : by.toString();
        return status.showing(
                Phase.Superseded,
                summary(),
                picture,
                Conditions.with(status.conditions(), Conditions.SUPERSEDED, reason.name(), message, at));
    }

    /** The stage, ended if it was unfinished with nothing more to come; a run that was nobody's goes on as it likes. */
    static Stage ended(Stage stage, Instant at) {
        return isUnfinished(stage.phase().name()) && !stage.isIncidental()
                ? new Stage(
                        stage.kind(),
                        stage.namespace(),
                        stage.name(),
                        StagePhase.Superseded,
                        null,
                        at,
                        at,
                        stage.canary(),
                        stage.showing())
                : stage;
    }

    /** What becomes of a stage in this phase when nothing more is to come. */
    static String endedPhase(String phase) {
        return isUnfinished(phase) ? StagePhase.Superseded.name() : phase;
    }

    private static boolean isUnfinished(String phase) {
        return phase.equals(StagePhase.Pending.name())
                || phase.equals(StagePhase.Progressing.name())
                || phase.equals(StagePhase.Waiting.name());
    }
}
