package dev.wigwag.flagger;

import dev.wigwag.kube.Fields;
import dev.wigwag.rollout.Annotated;
import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A live Canary ({@code flagger.app/v1beta1}), with what Wigwag needs of it (flagger.md §2.2, §4). What is missing or of
 * another type reads as absent.
 *
 * @param uid empty if the object has none yet
 * @param generation 0 if unknown
 * @param annotated what its annotations ask for
 * @param suspended whether Flagger does nothing for it
 * @param deleting whether it is on its way out
 * @param service the base name of its Services and its route: its own, or the target's
 * @param hooks its webhooks, in the order in which they are called, at most {@value #MOST_HOOKS}
 */
record CanaryReading(
        ObjectKey key,
        String uid,
        long generation,
        CanaryTarget target,
        Annotated annotated,
        boolean suspended,
        boolean deleting,
        String service,
        AnalysisPlan plan,
        List<CanaryHook> hooks,
        CanaryStatus status) {
    static final int MOST_HOOKS = 100;

    CanaryReading {
        hooks = List.copyOf(hooks);
    }

    /** Reads it. */
    static CanaryReading of(Fields canary) {
        ObjectKey key = canary.key("Canary");
        CanaryTarget target = CanaryTarget.of(canary.tree().tree("spec", "targetRef"));
        String service = FlaggerText.field(canary.text("spec", "service", "name"));
        return new CanaryReading(
                key,
                Objects.requireNonNullElse(canary.object().getMetadata().getUid(), ""),
                Objects.requireNonNullElse(canary.object().getMetadata().getGeneration(), 0L),
                target,
                canary.annotated(),
                canary.isTrue("spec", "suspend"),
                canary.object().getMetadata().getDeletionTimestamp() != null,
                service != null ? service : target.name() != null ? target.name() : key.name(),
                AnalysisPlan.of(canary.tree().tree("spec")),
                canary.tree().trees("spec", "analysis", "webhooks").stream()
                        .limit(MOST_HOOKS)
                        .map(CanaryHook::of)
                        .toList(),
                CanaryStatus.of(canary.tree().tree("status")));
    }

    /** The webhooks of this type. */
    List<CanaryHook> hooks(HookType type) {
        return hooks.stream().filter(hook -> hook.type() == type).toList();
    }

    /**
     * The gates that Flagger asks Wigwag about for it, in their order. One at whose address a webhook of another type asks as
     * well is left out: who asks does not say of which type it is, and an approval would be taken for an order to roll back.
     */
    List<Gate> gates() {
        Set<Gate> mistaken =
                hooks.stream().flatMap(hook -> hook.mistaken().stream()).collect(Collectors.toSet());
        return hooks.stream()
                .flatMap(hook -> hook.gate().stream())
                .filter(gate -> !mistaken.contains(gate))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The step of the run that the status shows: of the weight while one is written, of the iteration otherwise. While a
     * promotion waits Flagger writes neither (pitfalls 9 and 10): all steps are done then.
     */
    int step() {
        if ("WaitingPromotion".equals(status.phase())) {
            return plan.steps();
        }
        return plan.strategy() == Strategy.WEIGHT
                ? plan.stepOf(status.weight())
                : plan.stepOfIteration(status.iterations());
    }

    /** Whether what runs is what was promoted, whatever the phase says: a Git revert after a failure leaves it Failed. */
    boolean isBackAtPromoted() {
        return status.lastAppliedSpec() != null && status.lastAppliedSpec().equals(status.lastPromotedSpec());
    }
}
