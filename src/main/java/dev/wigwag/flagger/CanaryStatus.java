package dev.wigwag.flagger;

import dev.wigwag.kube.ObjectTime;
import dev.wigwag.kube.Tree;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Canary's status as Flagger writes it (flagger.md §2.1, §2.2). Its {@code lastTransitionTime} is left out: it moves with
 * every write, which for a failed Canary is every tick, and says nothing of a phase.
 *
 * @param phase in Flagger's words; null before Flagger has seen the Canary
 * @param weight the percentage written, which is 0 while a promotion waits though traffic is still split
 * @param failedChecks of the run so far; 0 after a rollback, and what it was after success
 * @param iterations -1 while the promotion of a weighted canary waits
 * @param lastAppliedSpec Flagger's hash of the target's template when it last looked; any text, null if none
 * @param lastPromotedSpec the same of what was last promoted; null if none
 * @param trackedConfigs the ConfigMaps and Secrets it keeps copies of, as {@code configmap/NAME} and {@code secret/NAME}
 * @param configDigest changes when the content of one of them does; null without them
 * @param phaseSince when the phase was entered; null if unknown
 * @param waitSince when the run or wait began that is neither won nor lost; null if unknown
 */
record CanaryStatus(
        String phase,
        int weight,
        int failedChecks,
        int iterations,
        String lastAppliedSpec,
        String lastPromotedSpec,
        Set<String> trackedConfigs,
        String configDigest,
        Instant phaseSince,
        Instant waitSince) {
    /** More of a template's configs than these are not told apart; a pod that mounts as many is far from real. */
    private static final int MOST_CONFIGS = 1_000;

    CanaryStatus {
        trackedConfigs = Set.copyOf(trackedConfigs);
    }

    /** Reads {@code status}. */
    static CanaryStatus of(Tree status) {
        Tree configs = status.tree("trackedConfigs");
        return new CanaryStatus(
                FlaggerText.field(status.text("phase")),
                number(status, "canaryWeight"),
                number(status, "failedChecks"),
                number(status, "iterations"),
                FlaggerText.field(status.text("lastAppliedSpec")),
                FlaggerText.field(status.text("lastPromotedSpec")),
                names(configs),
                configs.root().isEmpty() ? null : CanonicalDigest.of(configs.root()),
                ObjectTime.of(status.text("conditions", 0, "lastUpdateTime")).orElse(null),
                ObjectTime.of(status.text("conditions", 0, "lastTransitionTime"))
                        .orElse(null));
    }

    private static Set<String> names(Tree configs) {
        return configs.root().keySet().stream()
                .map(String::valueOf)
                .sorted()
                .limit(MOST_CONFIGS)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int number(Tree status, String field) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, status.number(0, field)));
    }
}
