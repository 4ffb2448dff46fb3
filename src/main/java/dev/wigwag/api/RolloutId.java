package dev.wigwag.api;

import dev.wigwag.rollout.Rollout;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Which rollout of the cluster it is. */
@RegisterForReflection
record RolloutId(String namespace, String name) {
    static RolloutId of(Rollout rollout) {
        return new RolloutId(rollout.key().namespace(), rollout.key().name());
    }
}
