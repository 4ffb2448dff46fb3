package dev.wigwag.flagger;

import dev.wigwag.kube.Kind;
import java.util.Arrays;
import java.util.Optional;

/** The kinds around a canary that we read, Flagger's own and those of others. */
enum FlaggerKind {
    Canary("flagger.app", "canaries"),
    Deployment("apps", "deployments"),
    DaemonSet("apps", "daemonsets"),
    /** Of Knative; Kubernetes' own Service is no target that Flagger compares. */
    Service("serving.knative.dev", "services"),
    HTTPRoute("gateway.networking.k8s.io", "httproutes"),
    TrafficSplit("split.smi-spec.io", "trafficsplits"),
    Pod("", "pods");

    private final Kind kind;

    FlaggerKind(String group, String plural) {
        this.kind = new Kind(group, name(), plural);
    }

    /** How the cluster names it. */
    Kind kind() {
        return kind;
    }

    /** The kind of a target; empty if its pods cannot be told. */
    static Optional<FlaggerKind> ofTarget(CanaryTarget target) {
        boolean knative = target.apiVersion() != null && target.apiVersion().startsWith(Service.kind.group() + "/");
        return Arrays.stream(new FlaggerKind[] {Deployment, DaemonSet, Service})
                .filter(kind -> kind.name().equals(target.kind()))
                .filter(kind -> kind != Service || knative)
                .findFirst();
    }
}
