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

    /** One of many: how much it brings and touches, without the lists. */
    static RolloutView inAList(Rollout rollout) {
        RolloutSpec spec = rollout.spec();
        return of(rollout.withSpec(spec.bringing(
                spec.changes() == null ? null : spec.changes().withoutLists(),
                spec.impact() == null ? null : spec.impact().withoutList())));
    }
}
