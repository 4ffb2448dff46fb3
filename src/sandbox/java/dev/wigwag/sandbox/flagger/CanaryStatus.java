package dev.wigwag.sandbox.flagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * The status of a Canary (reference: flagger.md §2.2).
 *
 * @param canaryWeight what the status says, which in some phases is not what is routed
 * @param iterations −1 for a weight canary that waits for promotion
 * @param lastAppliedSpec hash of the target's template at the last full sync, or empty
 * @param promoted the one condition, an empty object before the first phase
 */
record CanaryStatus(
        CanaryPhase phase,
        int failedChecks,
        int canaryWeight,
        int iterations,
        String lastAppliedSpec,
        String lastPromotedSpec,
        Map<String, String> trackedConfigs,
        JsonNode promoted) {

    /** What an object's {@code status} says; without a phase yet, it is being initialised. */
    static CanaryStatus of(JsonNode status) {
        Map<String, String> configs = new TreeMap<>();
        status.path("trackedConfigs")
                .properties()
                .forEach(each -> configs.put(each.getKey(), each.getValue().asText()));
        return new CanaryStatus(
                CanaryPhase.valueOf(status.path("phase").asText(CanaryPhase.Initializing.name())),
                status.path("failedChecks").asInt(),
                status.path("canaryWeight").asInt(),
                status.path("iterations").asInt(),
                status.path("lastAppliedSpec").asText(),
                status.path("lastPromotedSpec").asText(),
                configs,
                status.path("conditions").path(0));
    }

    String checksum() {
        return Fnv.checksum(trackedConfigs, lastAppliedSpec);
    }

    /** In this phase with these counters; the condition is written anew only if it says something else then. */
    CanaryStatus entering(CanaryPhase next, int failed, int weight, int iteration, String targetKind, Instant now) {
        return new CanaryStatus(
                next,
                failed,
                weight,
                iteration,
                lastAppliedSpec,
                next == CanaryPhase.Initialized || next == CanaryPhase.Succeeded ? lastAppliedSpec : lastPromotedSpec,
                trackedConfigs,
                condition(next, targetKind, now));
    }

    /** The same with other counters. */
    CanaryStatus counting(int failed, int weight, int iteration) {
        return new CanaryStatus(
                phase, failed, weight, iteration, lastAppliedSpec, lastPromotedSpec, trackedConfigs, promoted);
    }

    /** The same, knowing of this template and these configs. */
    CanaryStatus synced(String hash, Map<String, String> configs) {
        return new CanaryStatus(
                phase, failedChecks, canaryWeight, iterations, hash, lastPromotedSpec, configs, promoted);
    }

    private JsonNode condition(CanaryPhase next, String targetKind, Instant now) {
        boolean sameStatus = promoted.path("status").asText().equals(next.promoted());
        if (sameStatus && promoted.path("reason").asText().equals(next.name())) {
            return promoted;
        }
        String second = now.truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        condition.put("type", "Promoted").put("status", next.promoted()).put("reason", next.name());
        condition.put("message", next.message(targetKind)).put("lastUpdateTime", second);
        return condition.put(
                "lastTransitionTime",
                sameStatus ? promoted.path("lastTransitionTime").asText() : second);
    }

    /** As it is written at this time. */
    ObjectNode json(Instant now) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("phase", phase.name()).put("failedChecks", failedChecks);
        status.put("canaryWeight", canaryWeight).put("iterations", iterations);
        if (!trackedConfigs.isEmpty()) {
            ObjectNode configs = status.putObject("trackedConfigs");
            trackedConfigs.forEach(configs::put);
        }
        if (!lastAppliedSpec.isEmpty()) {
            status.put("lastAppliedSpec", lastAppliedSpec);
        }
        if (!lastPromotedSpec.isEmpty()) {
            status.put("lastPromotedSpec", lastPromotedSpec);
        }
        status.put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
        status.putArray("conditions").add(promoted);
        return status;
    }
}
