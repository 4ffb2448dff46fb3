package dev.wigwag.flux;

import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;

/**
 * The labels by which kustomize-controller and helm-controller mark what they apply. They may be copied or stale, or of
 * another cluster's Flux, so whoever follows them has to see whether the object they name exists and knows of this one.
 */
record OwnerLabels(ObjectMeta metadata) {
    /** The Kustomization that applies the object; empty if none does, or the object itself is that. */
    Optional<ObjectKey> kustomization() {
        return owner(FluxKind.Kustomization);
    }

    /** The HelmRelease that the object belongs to. */
    Optional<ObjectKey> helmRelease() {
        return owner(FluxKind.HelmRelease);
    }

    private Optional<ObjectKey> owner(FluxKind kind) {
        Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
        String name = labels.get(kind.kind().group() + "/name");
        String namespace = labels.get(kind.kind().group() + "/namespace");
        return name == null || name.isEmpty() || namespace == null || namespace.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectKey(kind.name(), namespace, name));
    }
}
