package dev.wigwag.flux;

import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.ObjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Members as a list, or a look at the one, finds them when asked. */
@ApplicationScoped
class ListedMembers implements MemberCatalog {
    private final ClusterObjects objects;

    ListedMembers(ClusterObjects objects) {
        this.objects = objects;
    }

    @Override
    public Optional<Member> find(ObjectKey key) {
        if (key.kind().equals(FluxKind.Kustomization.name())) {
            return objects.find(FluxKind.Kustomization.kind(), key.namespace(), key.name())
                    .map(object -> new KustomizationReading(new Fields(object)).member());
        }
        return objects.find(FluxKind.HelmRelease.kind(), key.namespace(), key.name())
                .map(object -> new HelmReleaseReading(new Fields(object)).member());
    }

    @Override
    public MemberIndex all() {
        MemberIndex index = new MemberIndex();
        objects.forEach(
                FluxKind.Kustomization.kind(),
                object -> index.put(new KustomizationReading(new Fields(object)).member()));
        objects.forEach(
                FluxKind.HelmRelease.kind(), object -> index.put(new HelmReleaseReading(new Fields(object)).member()));
        return index;
    }
}
