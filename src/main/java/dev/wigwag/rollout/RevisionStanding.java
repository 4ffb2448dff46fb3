package dev.wigwag.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The status of one rollout that has been taken up, from how its revision stands to the source: held by it, not come yet,
 * or left behind.
 */
final class RevisionStanding {
    private RevisionStanding() {}

    /**
     * The source holds it: whoever takes part decides. This alone re-opens what had ended.
     *
     * @param runs the stages of its Canaries as they are now
     */
    static Rollout held(Rollout rollout, LiveView view, Revision wanted, List<Stage> runs, Instant at) {
        boolean returns = rollout.phase() == Phase.Superseded && wasAdopted(rollout);
        Rollout living = returns ? rollout.nextAttempt() : rollout;
        RolloutStatus status = living.status();
        Stage source =
                Verdict.SUCCEEDED.stage(view.source().key(), sourceStage(living).orElse(null), at);
        List<StageLimit.Entry> entries = new ArrayList<>(
                Members.of(HeldView.of(view, wanted, rollout.spec().impact()), status.stages(), at));
        // What ended with an earlier attempt is not of this one.
        runs.stream()
                .filter(stage -> !returns || Parting.outlivesAttempt(stage))
                .forEach(stage -> entries.add(new StageLimit.Entry(stage, true)));
        StageLimit.Picture picture = StageLimit.of(source, entries);
        return living.withStatus(status.showing(
                Outcome.of(picture),
                Summary.held(picture.counts(), picture.stages(), rollout.spec().impact()),
                picture,
                Conditions.ofTheLiving(status.conditions())));
    }

    /**
     * The source has not come to it: it waits, cannot be fetched, or never will be. It does not end before a run that an
     * earlier attempt has started.
     */
    static Rollout awaited(Rollout rollout, List<Rollout> known, LiveSource source, List<Stage> runs, Instant at) {
        RolloutStatus status = rollout.status();
        Stage before = sourceStage(rollout).orElse(null);
        List<StageLimit.Entry> entries =
                runs.stream().map(stage -> new StageLimit.Entry(stage, true)).toList();
        if (rollout.phase() == Phase.Superseded) {
            return before == null || entries.isEmpty()
                    ? rollout
                    : rollout.withStatus(status.showing(
                            rollout.phase(), status.summary(), StageLimit.of(before, entries), status.conditions()));
        }
        Optional<Takeover> takeover = Overtaking.ofAwaited(rollout, known, source);
        if (takeover.isPresent() && runs.stream().noneMatch(Parting::keepsOpen)) {
            return rollout.withStatus(takeover.get().endUnadopted(status, source.key(), before, entries, at));
        }
        Stage stage = SourceStage.of(source).stage(source.key(), before, at);
        StageLimit.Picture picture = StageLimit.of(stage, entries);
        return rollout.withStatus(status.showing(
                stage.phase() == StagePhase.Failed ? Phase.Failed : Phase.Pending,
                Summary.awaited(rollout, stage, picture.counts()),
                picture,
                status.conditions()));
    }

    /** The source held it and has gone on: a result stays, what was under way ends, but not a run that it started. */
    static Rollout left(Rollout rollout, List<Rollout> known, LiveSource source, List<Stage> runs, Instant at) {
        Rollout told = Parting.withRuns(rollout, runs, at);
        if (runs.stream().anyMatch(Parting::keepsOpen) || told.phase().isFinal() && told.phase() != Phase.Failed) {
            return told;
        }
        return Overtaking.ofAdopted(rollout, known, source)
                .map(takeover -> told.withStatus(
                        told.phase() == Phase.Failed
                                ? Takeover.endRest(told.status(), at)
                                : takeover.endUnfinished(told.status(), at)))
                .orElse(told);
    }

    /** Whether the source has held it in this attempt. */
    static boolean wasAdopted(Rollout rollout) {
        return sourceStage(rollout)
                .filter(stage -> stage.phase() == StagePhase.Succeeded)
                .isPresent();
    }

    private static Optional<Stage> sourceStage(Rollout rollout) {
        return rollout.status().stages().stream()
                .filter(stage -> stage.key().equals(rollout.source()))
                .findFirst();
    }
}
