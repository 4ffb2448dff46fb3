package dev.wigwag.api;

import dev.wigwag.rollout.CanaryProgress;
import dev.wigwag.rollout.Phase;
import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.Stage;
import dev.wigwag.rollout.StagePhase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What anybody may know of a rollout, where its resource would have it. */
@RegisterForReflection
@Schema(name = "RolloutOutline", description = "What a reader without a token is shown.")
record PublicView(RolloutId metadata, Outline status) {
    /**
     * The status in outline.
     *
     * @param weight percent of traffic on the canary that is least far; null without a canary under way
     */
    @RegisterForReflection
    record Outline(Phase phase, String summary, Integer weight) {}

    static PublicView of(Rollout rollout) {
        String summary = rollout.status() == null ? null : rollout.status().summary();
        return new PublicView(RolloutId.of(rollout), new Outline(rollout.phase(), summary, weight(rollout)));
    }

    private static Integer weight(Rollout rollout) {
        List<Stage> stages =
                rollout.status() == null ? List.of() : rollout.status().stages();
        return stages.stream()
                .filter(stage -> stage.phase() == StagePhase.Progressing || stage.phase() == StagePhase.Waiting)
                .map(Stage::canary)
                .filter(Objects::nonNull)
                .map(CanaryProgress::weight)
                .filter(Objects::nonNull)
                .min(Integer::compare)
                .orElse(null);
    }
}
