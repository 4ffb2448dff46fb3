package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a Deployment has rolled out, in Flagger's words if not.
 *
 * @param retriable whether waiting may help: its deadline is not over
 * @param error empty when it is ready
 */
record Readiness(boolean retriable, String error) {

    boolean ready() {
        return error.isEmpty();
    }

    /** {@code deadline} is how long it may go without progress, {@code percent} how much of it must be available. */
    static Readiness of(JsonNode deployment, Duration deadline, int percent, Instant now) {
        JsonNode status = deployment.path("status");
        if (status.path("observedGeneration").asLong()
                < deployment.at("/metadata/generation").asLong()) {
            return waiting("observed deployment generation less than desired generation");
        }
        int wanted = deployment.at("/spec/replicas").asInt(1);
        int replicas = status.path("replicas").asInt();
        int updated = status.path("updatedReplicas").asInt();
        int available = status.path("availableReplicas").asInt();
        String error = "";
        if (updated < wanted) {
            error = "%d out of %d new replicas have been updated".formatted(updated, wanted);
        } else if (replicas > updated) {
            error = "%d old replicas are pending termination".formatted(replicas - updated);
        } else if (available * 100 < updated * percent) {
            error = "%d of %d (readyThreshold %d%%) updated replicas are available"
                    .formatted(available, updated, percent);
        }
        if (error.isEmpty()) {
            return new Readiness(true, "");
        }
        JsonNode progressing = DeploymentStatus.find(deployment, "Progressing");
        boolean stuck = progressing.has("lastUpdateTime")
                && !Instant.parse(progressing.path("lastUpdateTime").asText())
                        .plus(deadline)
                        .isAfter(now);
        return stuck
                ? new Readiness(
                        false,
                        "deployment \"%s\" exceeded its progress deadline"
                                .formatted(deployment.at("/metadata/name").asText()))
                : waiting(error);
    }

    private static Readiness waiting(String what) {
        return new Readiness(true, what.startsWith("observed") ? what : "waiting for rollout to finish: " + what);
    }
}
