package dev.wigwag.flux;

import dev.wigwag.kube.Kind;
import java.util.Arrays;
import java.util.Optional;

/** The kinds that are not Flux's own, that a hint may speak of and that lead to what Flux applied. */
enum WorkloadKind {
    Pod("", "pods"),
    ReplicaSet("apps", "replicasets"),
    Deployment("apps", "deployments"),
    StatefulSet("apps", "statefulsets"),
    DaemonSet("apps", "daemonsets"),
    Job("batch", "jobs"),
    CronJob("batch", "cronjobs"),
    Canary("flagger.app", "canaries");

    private final Kind kind;

    WorkloadKind(String group, String plural) {
        this.kind = new Kind(group, name(), plural);
    }

    /** How the cluster names it. */
    Kind kind() {
        return kind;
    }

    /** The kind of this name; empty for one we do not know. */
    static Optional<WorkloadKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
}
