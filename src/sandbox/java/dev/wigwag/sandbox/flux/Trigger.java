package dev.wigwag.sandbox.flux;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Objects;

/** Which change of an object a Flux controller takes as a reason to reconcile it. */
enum Trigger {
    /** The object is new, its spec has changed, or it is to be deleted. */
    SPEC,
    /** Somebody asks: the value of {@code reconcile.fluxcd.io/requestedAt} is another one, or it is there for the first time. */
    REQUEST,
    /** None: its status, or metadata of no interest. */
    NONE;

    /** {@code before} is null for an object seen for the first time. */
    static Trigger of(GenericKubernetesResource before, GenericKubernetesResource after) {
        boolean spec = before == null
                || !Objects.equals(
                        before.getMetadata().getGeneration(),
                        after.getMetadata().getGeneration())
                || !Objects.equals(
                        before.getMetadata().getDeletionTimestamp(),
                        after.getMetadata().getDeletionTimestamp());
        if (spec) {
            return SPEC;
        }
        return Objects.equals(requestedAt(before), requestedAt(after)) ? NONE : REQUEST;
    }

    private static String requestedAt(GenericKubernetesResource resource) {
        var annotations = resource.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(GitRepositoryView.REQUESTED_AT);
    }
}
