package dev.wigwag.rollout;

import java.util.List;
import java.util.Map;

/**
 * How many of a rollout's stages have nothing more to come. What the revision leaves alone is told apart once nothing of it is
 * under way any more; until then it is counted with the rest, since Flux reconciles it all the same.
 *
 * @param ready how many are done, other than those told apart
 * @param all how many there are, other than those told apart
 * @param unchanged how many are told apart; 0 as long as it is not known whom the revision concerns
 */
public record Tally(int ready, int all, int unchanged) {
    /**
     * The tally of a rollout's status.
     *
     * @param counts how many stages are in which phase
     * @param stages the stages in detail
     * @param impact whom the revision concerns; null as long as that is not known
     */
    public static Tally of(Map<String, Integer> counts, List<Stage> stages, Impact impact) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        boolean through = impact != null
                && stages.stream()
                        .filter(stage -> !stage.phase().isDone())
                        .noneMatch(stage -> isLeftAlone(stage, impact));
        int unchanged = through ? counts.getOrDefault(StagePhase.Unchanged.name(), 0) : 0;
        return new Tally(Outcome.done(counts) - unchanged, all - unchanged, unchanged);
    }

    /**
     * Whether it is sure that a stage's Kustomization builds the same as before: it is not what people look for.
     *
     * @param impact whom the revision concerns; null as long as that is not known
     */
    public static boolean isLeftAlone(Stage stage, Impact impact) {
        return impact != null && stage.kind().equals(Members.KUSTOMIZATION) && impact.leavesAlone(stage.key());
    }
}
