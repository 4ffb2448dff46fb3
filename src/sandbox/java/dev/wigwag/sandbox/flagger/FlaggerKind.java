package dev.wigwag.sandbox.flagger;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** A kind Flagger or the controllers beside it work on. */
enum FlaggerKind {
    Canary("flagger.app", "v1beta1", "canaries"),
    Deployment("apps", "v1", "deployments"),
    Pod("", "v1", "pods"),
    Service("", "v1", "services"),
    ConfigMap("", "v1", "configmaps"),
    Secret("", "v1", "secrets"),
    HTTPRoute("gateway.networking.k8s.io", "v1", "httproutes"),
    TrafficSplit("split.smi-spec.io", "v1alpha1", "trafficsplits");

    private final String group;
    private final String version;
    private final String plural;

    FlaggerKind(String group, String version, String plural) {
        this.group = group;
        this.version = version;
        this.plural = plural;
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(name())
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}
