package dev.wigwag.kube;

import dev.wigwag.engine.ChangesQueue;
import dev.wigwag.engine.MirrorQueue;
import dev.wigwag.rollout.RolloutKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Has every rollout shown outside that somebody, this process or another, has written: in a long-lived process a watch is what
 * the CloudEvent of a Rollout's change is at scale to zero.
 */
@Startup
@ApplicationScoped
class WatchedRollouts {
    private static final Kind ROLLOUTS = new Kind(RolloutResource.GROUP, RolloutResource.KIND, "rollouts");

    WatchedRollouts(KindWatches watches, MirrorQueue mirrors, ChangesQueue changes) {
        watches.follow(
                ROLLOUTS,
                rollout -> {
                    mirrors.offer(key(rollout));
                    changes.offer(key(rollout));
                },
                gone -> {});
    }

    private static RolloutKey key(GenericKubernetesResource rollout) {
        return new RolloutKey(
                rollout.getMetadata().getNamespace(), rollout.getMetadata().getName());
    }
}
