package dev.wigwag.sandbox.page;

import java.util.List;

/**
 * What the page shows; texts are empty where an object says nothing.
 *
 * @param last what the latest press of the button led to, whoever pressed it; null before the first
 */
public record ClusterState(
        Pressed last, List<Source> sources, List<Applied> kustomizations, List<RolloutLine> rollouts) {

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
    public record Applied(String name, String dependsOn, String revision, String ready) {}

    /** A Rollout, in a line. */
    public record RolloutLine(String name, String created, String phase, String revision, String summary) {}
}
