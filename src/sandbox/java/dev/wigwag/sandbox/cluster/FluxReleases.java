package dev.wigwag.sandbox.cluster;

import static dev.wigwag.sandbox.cluster.ServedKind.custom;

import java.util.ArrayList;
import java.util.List;

/** Which kinds a cluster serves, by the age of its Flux. Within a group the first version named is the preferred one. */
public final class FluxReleases {

    private static final String SOURCE = "source.toolkit.fluxcd.io";
    private static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io";
    private static final String HELM = "helm.toolkit.fluxcd.io";
    private static final String IMAGE = "image.toolkit.fluxcd.io";

    private FluxReleases() {}

    /** Flux 2.8 and later: only {@code v1} (HelmRelease {@code v2}). */
    public static List<ServedKind> current() {
        List<ServedKind> kinds = base();
        kinds.addAll(sources("v1"));
        kinds.add(custom(SOURCE, "v1", "OCIRepository", "ocirepositories"));
        kinds.add(custom(KUSTOMIZE, "v1", "Kustomization", "kustomizations"));
        kinds.add(custom(HELM, "v2", "HelmRelease", "helmreleases"));
        kinds.addAll(images("v1"));
        return List.copyOf(kinds);
    }

    /** Flux 2.0 to 2.5: {@code v1} preferred, the betas still served, OCIRepository only as {@code v1beta2}. */
    public static List<ServedKind> from20To25() {
        List<ServedKind> kinds = base();
        for (String version : List.of("v1", "v1beta2", "v1beta1")) {
            kinds.addAll(sources(version));
            kinds.add(custom(KUSTOMIZE, version, "Kustomization", "kustomizations"));
        }
        kinds.add(custom(SOURCE, "v1beta2", "OCIRepository", "ocirepositories"));
        kinds.add(custom(HELM, "v2", "HelmRelease", "helmreleases"));
        kinds.add(custom(HELM, "v2beta1", "HelmRelease", "helmreleases"));
        kinds.addAll(images("v1beta2"));
        return List.copyOf(kinds);
    }

    /** Flux 0.31 to 0.41, the age of the tutorial: sources as {@code v1beta2} and {@code v1beta1}, Kustomizations as {@code v1beta2}. */
    public static List<ServedKind> tutorialAge() {
        List<ServedKind> kinds = base();
        kinds.addAll(sources("v1beta2"));
        kinds.addAll(sources("v1beta1"));
        kinds.add(custom(SOURCE, "v1beta2", "OCIRepository", "ocirepositories"));
        kinds.add(custom(KUSTOMIZE, "v1beta2", "Kustomization", "kustomizations"));
        kinds.add(custom(HELM, "v2beta1", "HelmRelease", "helmreleases"));
        kinds.addAll(images("v1beta1"));
        return List.copyOf(kinds);
    }

    private static List<ServedKind> base() {
        return new ArrayList<>(List.of(
                new ServedKind("", "v1", "Namespace", "namespaces", false, true),
                new ServedKind("", "v1", "Event", "events", true, false),
                new ServedKind("", "v1", "Pod", "pods", true, true),
                new ServedKind("", "v1", "ConfigMap", "configmaps", true, false),
                new ServedKind("", "v1", "Secret", "secrets", true, false),
                new ServedKind("", "v1", "Service", "services", true, true),
                new ServedKind("apps", "v1", "Deployment", "deployments", true, true),
                new ServedKind("apps", "v1", "ReplicaSet", "replicasets", true, true),
                new ServedKind(
                        "apiextensions.k8s.io",
                        "v1",
                        "CustomResourceDefinition",
                        "customresourcedefinitions",
                        false,
                        true),
                new ServedKind("coordination.k8s.io", "v1", "Lease", "leases", true, false),
                new ServedKind(
                        "authorization.k8s.io",
                        "v1",
                        "SelfSubjectAccessReview",
                        "selfsubjectaccessreviews",
                        false,
                        false),
                custom("flagger.app", "v1beta1", "Canary", "canaries"),
                new ServedKind("flagger.app", "v1beta1", "MetricTemplate", "metrictemplates", true, false),
                custom("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"),
                new ServedKind("split.smi-spec.io", "v1alpha1", "TrafficSplit", "trafficsplits", true, false),
                custom("wigwag.dev", "v1alpha1", "Rollout", "rollouts")));
    }

    private static List<ServedKind> sources(String version) {
        return List.of(
                custom(SOURCE, version, "GitRepository", "gitrepositories"),
                custom(SOURCE, version, "Bucket", "buckets"),
                custom(SOURCE, version, "HelmRepository", "helmrepositories"),
                custom(SOURCE, version, "HelmChart", "helmcharts"));
    }

    private static List<ServedKind> images(String version) {
        return List.of(
                custom(IMAGE, version, "ImageRepository", "imagerepositories"),
                custom(IMAGE, version, "ImagePolicy", "imagepolicies"),
                custom(IMAGE, version, "ImageUpdateAutomation", "imageupdateautomations"));
    }
}
