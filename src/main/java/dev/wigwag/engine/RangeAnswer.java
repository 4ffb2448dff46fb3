package dev.wigwag.engine;

import dev.wigwag.rollout.Changes;
import dev.wigwag.rollout.Impact;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Map;

/**
 * What lies between two commits.
 *
 * @param changes without {@link Changes#from()} and {@link Changes#canaries()}, which are the asker's to add
 * @param canaries for each canary asked for, how many commits it gets; one is missing where that cannot be told
 * @param impact as it is stored
 * @param reasons the same in full: every object, in the order of the question
 */
public record RangeAnswer(Changes changes, Map<ObjectKey, Integer> canaries, Impact impact, List<Reasons> reasons) {
    /**
     * Whether one object is touched, and why.
     *
     * @param because the paths that it reads and that differ, or why it cannot be told; at most ten, none where it is not touched
     * @param others how many further reasons there are
     */
    public record Reasons(ObjectKey object, boolean touched, List<String> because, int others) {
        public Reasons {
            because = List.copyOf(because);
        }
    }

    /** In a line, for the log. */
    String words() {
        return changes.count() + " commits, touches " + impact.count() + " of " + impact.of();
    }

    public RangeAnswer {
        canaries = Map.copyOf(canaries);
        reasons = List.copyOf(reasons);
    }
}
