package dev.wigwag.sandbox.page;

import java.util.List;

/** What the page shows of the cluster; texts are empty where the object says nothing. */
record ClusterState(List<Source> sources, List<Applied> kustomizations, List<RolloutLine> rollouts) {

    /** A GitRepository: the last request, whether it was handled, and the artifact. */
    record Source(
            String name,
            String requestedAt,
            String lastHandledReconcileAt,
            String revision,
            String updated,
            String ready,
            String message) {}

    /** A Kustomization and the revision it applied. */
    record Applied(String name, String dependsOn, String revision, String ready) {}

    /** A Rollout, in a line. */
    record RolloutLine(String name, String created, String phase, String revision, String summary) {}
}
