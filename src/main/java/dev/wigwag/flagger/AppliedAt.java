package dev.wigwag.flagger;

import dev.wigwag.kube.ObjectTime;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * When Flux last changed an object. The API server moves the time of a manager's entry only when what that manager wants has
 * changed, so an apply of the same again leaves it, and so does what Flagger, an autoscaler or a person changes.
 */
final class AppliedAt {
    private static final Set<String> APPLIERS = Set.of("kustomize-controller", "helm-controller");

    private AppliedAt() {}

    /** The time; null if nothing of the object was changed by Flux, or the times are not told. */
    static Instant of(GenericKubernetesResource object) {
        List<ManagedFieldsEntry> entries = object.getMetadata().getManagedFields();
        return entries == null
                ? null
                : entries.stream()
                        .filter(entry -> entry.getManager() != null && APPLIERS.contains(entry.getManager()))
                        .filter(entry -> entry.getSubresource() == null
                                || entry.getSubresource().isEmpty())
                        .flatMap(entry -> ObjectTime.of(entry.getTime()).stream())
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }
}
