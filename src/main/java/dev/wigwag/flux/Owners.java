package dev.wigwag.flux;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.Kind;
import dev.wigwag.kube.OwnerLabels;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Finds what of Flux applied an object: by labels that are borne out by who they name, and else by its owners, since pod
 * templates bear no labels of Flux.
 */
@ApplicationScoped
class Owners {
    private static final Logger LOG = Logger.getLogger(Owners.class);
    private static final int LEVELS = 5;

    private final ClusterObjects objects;

    Owners(ClusterObjects objects) {
        this.objects = objects;
    }

    private record Found(Kind kind, ObjectKey key, ObjectMeta metadata) {}

    /**
     * The Kustomization and the HelmRelease that applied the object, or the first of its owners of which that can be said.
     *
     * @return empty if it is of nobody, gone, or of a kind that we do not know or may not read
     */
    Set<ObjectKey> appliersOf(ObjectKey object) {
        Optional<Found> at = kind(object.kind()).flatMap(kind -> read(kind, object));
        for (int level = 0; at.isPresent() && level < LEVELS; level++) {
            Set<ObjectKey> appliers = appliersOf(at.get());
            if (!appliers.isEmpty()) {
                return appliers;
            }
            at = ownerOf(at.get());
        }
        return Set.of();
    }

    /** Whether that Kustomization or HelmRelease is there and has, as far as it says, applied the object. */
    boolean hasApplied(ObjectKey applier, Kind kind, ObjectKey object) {
        return kind(applier.kind())
                .flatMap(known -> find(known, applier))
                .filter(found -> Inventory.covers(new Fields(found), kind, object))
                .isPresent();
    }

    private Set<ObjectKey> appliersOf(Found found) {
        OwnerLabels labels = new OwnerLabels(found.metadata());
        return Stream.of(labels.kustomization(), labels.helmRelease())
                .flatMap(Optional::stream)
                .filter(applier -> hasApplied(applier, found.kind(), found.key()))
                .collect(Collectors.toSet());
    }

    private Optional<Found> ownerOf(Found found) {
        List<OwnerReference> owners = found.metadata().getOwnerReferences();
        return owners == null
                ? Optional.empty()
                : owners.stream()
                        .flatMap(owner -> read(owner, found.key().namespace()).stream())
                        .findFirst();
    }

    /** Another group may have a kind of the same name. */
    private Optional<Found> read(OwnerReference owner, String namespace) {
        String version = String.valueOf(owner.getApiVersion());
        String group = version.substring(0, Math.max(0, version.indexOf('/')));
        return kind(owner.getKind())
                .filter(kind -> kind.group().equals(group))
                .flatMap(kind -> read(kind, new ObjectKey(owner.getKind(), namespace, owner.getName())));
    }

    private Optional<Found> read(Kind kind, ObjectKey object) {
        return find(kind, object).map(found -> new Found(kind, object, found.getMetadata()));
    }

    private static Optional<Kind> kind(String name) {
        return WorkloadKind.named(name)
                .map(WorkloadKind::kind)
                .or(() -> FluxKind.named(name).map(FluxKind::kind));
    }

    private Optional<GenericKubernetesResource> find(Kind kind, ObjectKey object) {
        try {
            return objects.find(kind, object.namespace(), object.name());
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
