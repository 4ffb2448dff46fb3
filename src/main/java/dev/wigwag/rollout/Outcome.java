package dev.wigwag.rollout;

import java.util.Arrays;
import java.util.Map;

/** What the stages amount to. */
final class Outcome {
    private Outcome() {}

    /** The phase of a rollout that Flux has taken up. */
    static Phase of(Map<String, Integer> counts) {
        if (counts.getOrDefault(StagePhase.Failed.name(), 0) > 0) {
            return Phase.Failed;
        }
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return done(counts) == all ? Phase.Succeeded : Phase.Progressing;
    }

    /** How many stages have nothing more to come. */
    static int done(Map<String, Integer> counts) {
        return Arrays.stream(StagePhase.values())
                .filter(StagePhase::isDone)
                .mapToInt(phase -> counts.getOrDefault(phase.name(), 0))
                .sum();
    }
}
