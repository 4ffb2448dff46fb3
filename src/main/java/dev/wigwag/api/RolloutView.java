package dev.wigwag.api;

import dev.wigwag.rollout.Rollout;
import dev.wigwag.rollout.RolloutSpec;
import dev.wigwag.rollout.RolloutStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rollout in the shape of its resource. */
@RegisterForReflection
@Schema(name = "Rollout", description = "A rollout in the shape of its resource; what is empty is left out.")
record RolloutView(RolloutId metadata, RolloutSpec spec, RolloutStatus status) {
    static RolloutView of(Rollout rollout) {
        return new RolloutView(RolloutId.of(rollout), rollout.spec(), rollout.status());
    }
}
