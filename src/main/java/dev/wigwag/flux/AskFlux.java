package dev.wigwag.flux;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.ReconcileRequests;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Asks Flux by the annotation its controllers watch; they act on every change of its value, and on nothing else. */
@ApplicationScoped
class AskFlux implements ReconcileRequests {
    private final ClusterObjects objects;

    AskFlux(ClusterObjects objects) {
        this.objects = objects;
    }

    @Override
    public boolean ask(ObjectKey object, String token) {
        FluxKind kind = FluxKind.named(object.kind())
                .orElseThrow(() -> new ClusterException(
                        ClusterException.Fault.REFUSED, "Flux does not reconcile a " + object.kind(), null));
        return objects.annotate(kind.kind(), object.namespace(), object.name(), Map.of(GitSource.REQUESTED_AT, token));
    }
}
