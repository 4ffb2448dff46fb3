package dev.wigwag.sandbox.flagger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One run of the control function for one Canary: the object as it was read at its start, and what the steps of the function need. Payloads
 * are made from what was read then, also after the status was written; that is where their misleading phases and checksums come from.
 */
final class Tick {

    /** What all ticks share. */
    record Tools(
            FlaggerObjects objects,
            HookCaller hooks,
            EventFeed events,
            MetricChecks metrics,
            FlaggerSettings settings,
            Clock clock) {}

    private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(5);

    private final Tools tools;
    private final CanaryView canary;
    private final Workloads workloads;
    private CanaryStatus memory;

    Tick(Tools tools, CanaryView canary) {
        this.tools = tools;
        this.canary = canary;
        this.workloads = new Workloads(tools.objects(), canary);
        this.memory = canary.status();
    }

    CanaryView canary() {
        return canary;
    }

    Workloads workloads() {
        return workloads;
    }

    Router router() {
        return Router.of(tools.objects(), canary, workloads);
    }

    CanaryServices services() {
        return new CanaryServices(tools.objects(), canary, workloads);
    }

    /** The status as it is remembered from the start of the tick. */
    CanaryStatus memory() {
        return memory;
    }

    CanaryPhase phase() {
        return memory.phase();
    }

    Optional<String> failingMetric() {
        return tools.metrics().firstFailure(canary);
    }

    Readiness targetReadiness() {
        return workloads.targetReadiness(deadline(), tools.clock().instant());
    }

    Readiness primaryReadiness() {
        return workloads.primaryReadiness(deadline(), tools.clock().instant());
    }

    /** Not below a few seconds, however fast: the times it is held against are in whole seconds. */
    private Duration deadline() {
        Duration scaled = tools.settings().scaled(canary.progressDeadline());
        return scaled.compareTo(SHORTEST_DEADLINE) < 0 ? SHORTEST_DEADLINE : scaled;
    }

    void info(String message) {
        tell(phase(), "Normal", message);
    }

    void warn(String message) {
        tell(phase(), "Warning", message);
    }

    /** Tells under another phase than the remembered one. */
    void infoAs(CanaryPhase told, String message) {
        tell(told, "Normal", message);
    }

    void warnAs(CanaryPhase told, String message) {
        tell(told, "Warning", message);
    }

    private void tell(CanaryPhase told, String type, String message) {
        tools.events().tell(canary, told, memory.checksum(), type, message);
    }

    /** Calls a hook; the error, or nothing when it passed. */
    Optional<String> call(Hook hook, CanaryPhase told) {
        return tools.hooks()
                .call(hook, new HookPayload(canary.name(), told, memory.checksum(), hook.metadata()).body());
    }

    /** Writes the phase and what goes with it (reference: flagger.md §2.1). */
    void enter(CanaryPhase next) {
        write(now -> switch (next) {
            case WaitingPromotion -> entering(now, next, now.failedChecks(), 0, canary.iterations() - 1);
            case Finalising, Succeeded -> entering(now, next, now.failedChecks(), 0, 0);
            default -> entering(now, next, now.failedChecks(), now.canaryWeight(), now.iterations());
        });
    }

    /** Writes the phase with fresh counters, and the hashes of what the target holds now. */
    void sync(CanaryPhase next, int weight) {
        String hash = workloads.hash();
        var configs = workloads.trackedConfigs();
        write(now -> entering(now.synced(hash, configs), next, 0, weight, 0));
    }

    /** Writes the status of a failed Canary once more; from then on the tick remembers the hashes of what the target holds now. */
    void refreshFailed(String hash, Map<String, String> configs) {
        CanaryStatus synced = memory.synced(hash, configs);
        write(now -> synced);
        memory = synced;
    }

    void writeFailedCheck() {
        write(now -> now.counting(memory.failedChecks() + 1, now.canaryWeight(), now.iterations()));
    }

    void writeWeight(int weight) {
        write(now -> now.counting(now.failedChecks(), weight, now.iterations()));
    }

    void writeIterations(int iterations) {
        write(now -> now.counting(now.failedChecks(), now.canaryWeight(), iterations));
    }

    private CanaryStatus entering(CanaryStatus now, CanaryPhase next, int failed, int weight, int iterations) {
        return now.entering(
                next,
                failed,
                weight,
                iterations,
                canary.targetKind(),
                tools.clock().instant());
    }

    private void write(UnaryOperator<CanaryStatus> change) {
        Instant now = tools.clock().instant();
        tools.objects().get(FlaggerKind.Canary, canary.name()).ifPresent(object -> {
            CanaryStatus status = change.apply(new CanaryView(object).status());
            tools.objects().writeStatus(FlaggerKind.Canary, canary.name(), object.path("status"), status.json(now));
        });
    }
}
