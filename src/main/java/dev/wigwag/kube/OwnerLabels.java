package dev.wigwag.kube;

import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;

/**
 * The labels by which kustomize-controller and helm-controller mark what they apply. They may be copied or stale, or of
 * another cluster's Flux, so whoever follows them has to see whether the object they name exists and knows of this one.
 */
public record OwnerLabels(ObjectMeta metadata) {
    /** The Kustomization that applies the object; empty if none does, or the object itself is that. */
    public Optional<ObjectKey> kustomization() {
        return owner("Kustomization", "kustomize.toolkit.fluxcd.io");
    }

    /** The HelmRelease that the object belongs to. */
    public Optional<ObjectKey> helmRelease() {
        return owner("HelmRelease", "helm.toolkit.fluxcd.io");
    }

    private Optional<ObjectKey> owner(String kind, String group) {
        Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
        String name = labels.get(group + "/name");
        String namespace = labels.get(group + "/namespace");
        return name == null || name.isEmpty() || namespace == null || namespace.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectKey(kind, namespace, name));
    }
}
