package dev.wigwag.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wigwag.sandbox.flagger.CanaryState;
import dev.wigwag.sandbox.flagger.Told;
import java.util.List;
import java.util.Map;

/**
 * What the page shows; texts are empty where an object says nothing.
 *
 * @param last what the latest press of the button led to, whoever pressed it; null before the first
 * @param events the latest events of Flux with the application's answers, newest first
 * @param canaries as the cluster has them, not as the application sees them
 * @param told what Flagger said last, newest first
 * @param switches by name
 */
public record ClusterState(
        Pressed last,
        List<Source> sources,
        List<Applied> kustomizations,
        List<RolloutLine> rollouts,
        List<CanaryState> canaries,
        List<EventLine> events,
        List<Told> told,
        Map<String, String> switches) {

    /** A GitRepository: the last request, whether it was handled, and the artifact. */
    public record Source(
            String name,
            String requestedAt,
            String lastHandledReconcileAt,
            String revision,
            String updated,
            String ready,
            String message) {}

    /** A Kustomization and the revision it applied. */
    public record Applied(
            String name, String dependsOn, String revision, String ready, String message, boolean suspended) {}

    /**
     * A Rollout with its stages. {@code ready} counts those that are where they should be, {@code trouble} says why its
     * source brings nothing newer.
     */
    public record RolloutLine(
            String name,
            String created,
            String phase,
            String revision,
            String summary,
            String trouble,
            int ready,
            List<StageLine> stages) {}

    /** One object's part in a rollout; {@code canary} is what the ledger has of a Canary's run, null for any other kind. */
    public record StageLine(String object, String phase, String message, JsonNode canary) {}

    /** An event and the code answered, 0 for no answer. */
    public record EventLine(
            String time, String object, String severity, String reason, String message, int attempt, int answer) {}
}
