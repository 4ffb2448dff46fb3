package dev.wigwag.flux;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Kind;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds the object with Flux' labels behind one that was made from it: pod templates do not bear them. */
@ApplicationScoped
class Owners {
    private static final Logger LOG = Logger.getLogger(Owners.class);
    private static final int LEVELS = 5;

    private final ClusterObjects objects;

    Owners(ClusterObjects objects) {
        this.objects = objects;
    }

    /** The metadata of the object itself or of the first of its owners that bears labels of Flux; empty if none does. */
    Optional<ObjectMeta> labelled(ObjectKey object) {
        Optional<ObjectMeta> found = read(object);
        for (int level = 0; found.isPresent() && level < LEVELS; level++) {
            ObjectMeta metadata = found.get();
            OwnerLabels labels = new OwnerLabels(metadata);
            if (labels.kustomization().isPresent() || labels.helmRelease().isPresent()) {
                return found;
            }
            found = metadata.getOwnerReferences() == null
                    ? Optional.empty()
                    : metadata.getOwnerReferences().stream()
                            .map(owner -> new ObjectKey(owner.getKind(), object.namespace(), owner.getName()))
                            .flatMap(owner -> read(owner).stream())
                            .findFirst();
        }
        return Optional.empty();
    }

    private Optional<ObjectMeta> read(ObjectKey object) {
        Optional<Kind> kind = WorkloadKind.named(object.kind())
                .map(WorkloadKind::kind)
                .or(() -> FluxKind.named(object.kind()).map(FluxKind::kind));
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        try {
            return objects.find(kind.get(), object.namespace(), object.name())
                    .map(GenericKubernetesResource::getMetadata);
        } catch (ClusterException e) {
            if (e.fault() != ClusterException.Fault.DENIED) {
                throw e;
            }
            // Nothing we follow: whoever sends hints about other kinds decides whether we may read them.
            LOG.debugf("hint=%s outcome=untraced: %s", object, e.getMessage());
            return Optional.empty();
        }
    }
}
