package dev.wigwag.rollout;

import java.util.Arrays;
import java.util.Map;

/** What the stages amount to. */
final class Outcome {
    private Outcome() {}

    /** The phase of a rollout that Flux has taken up. */
    static Phase of(StageLimit.Picture picture) {
        Map<String, Integer> counts = picture.counts();
        if (counts.getOrDefault(StagePhase.Failed.name(), 0) > 0) {
            return Phase.Failed;
        }
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (done(counts) == all) {
            return Phase.Succeeded;
        }
        return picture.stages().stream().anyMatch(Outcome::waitsForPeople) ? Phase.Waiting : Phase.Progressing;
    }

    /** A Kustomization that waits for another goes on by itself; a run at a gate does not. */
    private static boolean waitsForPeople(Stage stage) {
        return stage.phase() == StagePhase.Waiting && stage.canary() != null && !stage.isIncidental();
    }

    /** How many stages have nothing more to come. */
    static int done(Map<String, Integer> counts) {
        return Arrays.stream(StagePhase.values())
                .filter(StagePhase::isDone)
                .mapToInt(phase -> counts.getOrDefault(phase.name(), 0))
                .sum();
    }
}
