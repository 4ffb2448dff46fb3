package dev.wigwag.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A rollout whose source has gone on to another revision, while a run that it started goes on. The run is the only part of it
 * that still moves, so the run alone decides how it ends.
 */
final class Parting {
    private Parting() {}

    /** Whether the stage keeps its rollout from its end. */
    static boolean keepsOpen(Stage stage) {
        return stage.isUnderWay() && stage.phase() != StagePhase.Suspended && !stage.isIncidental();
    }

    /**
     * Whether the stage is kept when the rollout begins a fresh attempt: what Flagger has not ended, and what was nobody's,
     * which would else look like a run of the revision.
     */
    static boolean outlivesAttempt(Stage stage) {
        return isRun(stage) && (stage.isUnderWay() || stage.isIncidental());
    }

    /**
     * The rollout with the runs as they are now; equal if they have no news. A run that begins late re-opens it, one that
     * comes to an outcome decides it, and one that ends without any leaves it to who took over.
     */
    static Rollout withRuns(Rollout rollout, List<Stage> runs, Instant at) {
        RolloutStatus status = rollout.status();
        List<Stage> before = status.stages().stream().filter(Parting::isRun).toList();
        if (runs.equals(before)) {
            return rollout;
        }
        boolean open = runs.stream().anyMatch(Parting::keepsOpen);
        boolean whole = status.stages().stream()
                .filter(stage -> !isRun(stage))
                .allMatch(stage -> stage.phase().isDone() && stage.phase() != StagePhase.Superseded);
        boolean lapsed = !rollout.phase().isFinal()
                && whole
                && runs.stream().noneMatch(run -> run.phase() == StagePhase.Superseded);
        boolean decided =
                !open && (lapsed || runs.stream().anyMatch(run -> isOutcome(run) && !wasOutcome(run, before)));
        boolean ends = open || decided;
        List<Stage> others = status.stages().stream()
                .filter(stage -> !isRun(stage))
                .map(stage -> ends ? Takeover.ended(stage, at) : stage)
                .toList();
        StageLimit.Picture picture = withHidden(
                StageLimit.of(
                        others.get(0),
                        Stream.concat(others.stream().skip(1), runs.stream())
                                .map(stage -> new StageLimit.Entry(stage, true))
                                .toList()),
                status,
                ends);
        boolean undecided =
                rollout.phase() == Phase.Superseded || !rollout.phase().isFinal();
        if (!ends && undecided) {
            // Of one that is not over its source has yet to say what it holds; until then the rest stays as it was seen
            // last.
            String summary = rollout.phase().isFinal()
                    ? status.summary()
                    : Summary.held(
                            picture.counts(), picture.stages(), rollout.spec().impact());
            return rollout.withStatus(status.showing(rollout.phase(), summary, picture, status.conditions()));
        }
        return rollout.withStatus(status.showing(
                Outcome.of(picture),
                Summary.held(picture.counts(), picture.stages(), rollout.spec().impact()),
                picture,
                Conditions.ofTheLiving(status.conditions())));
    }

    /** Of more stages than are told in detail, the rest are known as numbers alone. */
    private static StageLimit.Picture withHidden(StageLimit.Picture picture, RolloutStatus status, boolean ends) {
        Map<String, Integer> counts = new TreeMap<>(picture.counts());
        Map<String, Integer> detailed = StageLimit.counts(status.stages());
        status.counts().forEach((phase, count) -> {
            int hidden = count - detailed.getOrDefault(phase, 0);
            if (hidden > 0) {
                counts.merge(ends ? Takeover.endedPhase(phase) : phase, hidden, Integer::sum);
            }
        });
        return new StageLimit.Picture(counts, picture.stages());
    }

    private static boolean wasOutcome(Stage run, List<Stage> before) {
        return before.stream()
                .anyMatch(stage -> isOutcome(stage)
                        && stage.canary().run().equals(run.canary().run()));
    }

    private static boolean isRun(Stage stage) {
        return stage.key().kind().equals(CanaryBook.CANARY);
    }

    private static boolean isOutcome(Stage stage) {
        return !stage.isIncidental()
                && stage.canary().run() != null
                && (stage.phase() == StagePhase.Succeeded || stage.phase() == StagePhase.Failed);
    }
}
