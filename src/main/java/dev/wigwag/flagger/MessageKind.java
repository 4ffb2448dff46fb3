package dev.wigwag.flagger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of messages that Flagger sends, by the numbers of the reference (flagger.md §2.3, Flagger v1.44.0). The order
 * is the one in which they are tried: where two would match, the first is right. The texts are those of {@link MessagePattern}.
 */
enum MessageKind {
    /** M6: the start gate is closed; told once per wait. */
    WaitingForApproval("Halt {object} advancement waiting for approval {hook}"),
    /** M15: the step gate is closed; told at every tick. */
    WaitingForTrafficIncrease("Halt {object} advancement waiting for traffic increase approval {hook}"),
    /** M31: the promotion gate is closed; told once per wait. */
    WaitingForPromotion("Halt {object} advancement waiting for promotion approval {hook}"),
    /** M13. */
    PreRolloutFailed("Halt {object} advancement pre-rollout check {hook} failed{ error}"),
    /** M18: a rollout hook. */
    ExternalCheckFailed("Halt {object} advancement external check {hook} failed{ error}"),
    /** M19: the builtin metric. */
    SuccessRateHalt("Halt {object} advancement success rate {value}% {comparison} {limit}%"),
    /** M20: the builtin metric; value and limit are Go durations. */
    RequestDurationHalt("Halt {object} advancement request duration {value} {comparison} {limit}"),
    /** M21: a metric by its own name. */
    MetricHalt("Halt {object} advancement {metric} {value} {comparison} {limit}"),
    /** M22. */
    NoTraffic(
            "Halt advancement no values found for {provider} metric {metric} probably {object} is not receiving traffic{: error}"),
    /** M23. */
    NoValues(
            "Halt advancement no values found for metric: {all metric}",
            "Halt advancement no values found for custom metric: {metric}{: error}"),
    /** M1. */
    MetricsProvidersAvailable("all the metrics providers are available!"),
    /** M2. */
    MetricsProvidersError("Error checking metric providers:{ error}"),
    /** M10. */
    CanaryNotReady("canary deployment {object} not ready:{ error}"),
    /** M3. */
    PrimaryNotReady("{primary} not ready:{ error}"),
    /** M4. */
    ScalingDownFailed("scaling down canary \\S+ {object} failed:{ error}"),
    /** M5: the first deployment is live; there was no analysis. */
    InitializationDone("Initialization done! {object}"),
    /** M7. */
    ConfirmRolloutPassed("Confirm-rollout check {hook} passed"),
    /** M8: a run starts. */
    NewRevision("New revision detected! Scaling up {object}"),
    /** M9: the target changed during a run. */
    RestartingAnalysis("New revision detected! Restarting analysis for {object}"),
    /** M11. */
    StartingAnalysis("Starting canary analysis for {object}"),
    /** M12. */
    PreRolloutPassed("Pre-rollout check {hook} passed"),
    /** M14. */
    ConfirmTrafficIncreasePassed("Confirm-traffic-increase check {hook} passed"),
    /** M16: the new percentage; 0 is the step of mirroring. */
    AdvanceWeight("Advance {object} canary weight {weight}"),
    /** M17: A/B and Blue/Green. */
    AdvanceIteration("Advance {object} canary iteration {iteration}/{iterations}"),
    /** M24. */
    MetricQueryFailed(
            "Metric query failed for no usable metrics template and query were configured",
            "(?:Prometheus|Metric) query failed for {metric}: {error}",
            "Prometheus query failed:{ error}"),
    /** M25; what follows the template's name is part of the error. */
    MetricTemplateError("Metric template {template} {template error}"),
    /** M26. */
    MetricClientError(
            "Error building Prometheus client for {provider}{ error}", "Error fetching Knative service \\S+{ error}"),
    /** M27. */
    Unsupported(
            "(?:A/B testing|Progressive traffic) is not supported when using the kubernetes provider",
            "Setting canaryAnalysis\\.iterations: [0-9]{1,9}"),
    /** M28: told at every tick where there is a rollback hook. */
    RollbackNotSignaled("Rollback hook {hook} not signaling a rollback"),
    /** M29: a rollback was ordered. */
    RollbackCheckPassed("Rollback check {hook} passed"),
    /** M30. */
    ManualRollback("Rolling back {object} manual webhook invoked"),
    /** M32; twice in Blue/Green. */
    ConfirmPromotionPassed("Confirm-promotion check {hook} passed"),
    /** M33: Blue/Green with a mesh. */
    RoutingToCanary("Routing all traffic to canary", "Stop traffic mirroring and route all traffic to canary"),
    /** M34: promotion begins, the point of no return. */
    CopyingSpec("Copying {object} template spec to \\S+"),
    /** M35. */
    RoutingToPrimary("Routing all traffic to primary"),
    /** M36: the percentage on the primary, with stepWeightPromotion. */
    AdvancePrimaryWeight("Advance {object} primary weight {weight}"),
    /** M37. */
    PostRolloutPassed("Post-rollout check {hook} passed"),
    /** M38. */
    PostRolloutFailed("Post-rollout hook {hook} failed{ error}"),
    /** M39: the end, good. */
    PromotionCompleted("Promotion completed! Scaling down {object}"),
    /** M40: the end, good, without analysis. */
    AnalysisSkipped("Promotion completed! Canary analysis was skipped for {object}"),
    /** M41. */
    ThresholdReached("Rolling back {object} failed checks threshold reached {failedChecks}"),
    /** M42: of old versions only; that the run ends is told by {@link #CanaryFailed}. */
    ProgressDeadlineExceeded("Rolling back {object} progress deadline exceeded{ error}"),
    /** M43: the end, bad, rolled back. */
    CanaryFailed("Canary failed! Scaling down {object}"),
    /** M44: the end, bad; all traffic stays on the canary. */
    PromotionFailed("Promotion of {object} failed, primary not ready:{ error}"),
    /** M45: told at every tick while suspended. */
    Suspended("skipping canary run as object is suspended"),
    /** M46. */
    Terminating("Terminat(?:ing|ed) canary {object}"),
    /** M47 and whatever other versions say. */
    Note(".*");

    private final List<MessagePattern> patterns;

    MessageKind(String... texts) {
        patterns = Stream.of(texts).map(MessagePattern::of).toList();
    }

    /** What a message of this kind carries, by the names of its parts; empty if the message is of another kind. */
    Optional<Map<String, String>> read(String message) {
        return patterns.stream()
                .flatMap(pattern -> pattern.read(message).stream())
                .findFirst();
    }
}
