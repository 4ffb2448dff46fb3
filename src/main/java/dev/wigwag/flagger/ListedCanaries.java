package dev.wigwag.flagger;

import dev.wigwag.engine.CanaryIndex;
import dev.wigwag.kube.ClusterObjects;
import dev.wigwag.kube.Fields;
import jakarta.enterprise.context.ApplicationScoped;

/** The Canaries as a list finds them when asked. */
@ApplicationScoped
class ListedCanaries {
    private final ClusterObjects objects;

    ListedCanaries(ClusterObjects objects) {
        this.objects = objects;
    }

    /** All of them. */
    CanaryIndex all() {
        CanaryIndex index = new CanaryIndex();
        objects.forEach(
                FlaggerKind.Canary.kind(),
                object -> index.put(new Fields(object).key(FlaggerKind.Canary.name()), LiveCanaries.of(object)));
        return index;
    }
}
