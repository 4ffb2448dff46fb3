package dev.wigwag.flagger;

import dev.wigwag.kube.Fields;
import dev.wigwag.kube.OwnerLabels;
import dev.wigwag.rollout.FlaggerPhase;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a live Canary into the core's words. */
final class LiveCanaries {
    private LiveCanaries() {}

    /**
     * The Canary, once for each that its labels name as the one who applies it: labels may be copied or stale, and which of
     * the two is right only those can tell. Empty if Flux did not apply it, or it has nothing to look after.
     */
    static List<LiveCanary> of(GenericKubernetesResource object) {
        OwnerLabels labels = new OwnerLabels(object.getMetadata());
        List<ObjectKey> appliers = Stream.of(labels.helmRelease(), labels.kustomization())
                .flatMap(Optional::stream)
                .toList();
        if (appliers.isEmpty()) {
            return List.of();
        }
        CanaryReading canary = CanaryReading.of(new Fields(object));
        return canary.target().kind() == null || canary.target().name() == null
                ? List.of()
                : appliers.stream().map(applier -> live(canary, applier)).toList();
    }

    private static LiveCanary live(CanaryReading canary, ObjectKey parent) {
        String namespace = canary.key().namespace();
        CanaryStatus status = canary.status();
        AnalysisPlan plan = canary.plan();
        int step = canary.step();
        return new LiveCanary(
                canary.key(),
                canary.uid(),
                parent,
                new ObjectKey(canary.target().kind(), namespace, canary.target().name()),
                canary.suspended(),
                canary.deleting(),
                FlaggerPhase.read(status.phase()),
                status.phaseSince(),
                status.waitSince(),
                status.lastAppliedSpec(),
                status.lastPromotedSpec(),
                status.configDigest(),
                tracked(status, namespace),
                status.weight(),
                status.failedChecks(),
                plan.threshold(),
                step,
                plan.skipped() ? 0 : plan.steps(),
                plan.interval(),
                plan.remaining(status.phase(), step).orElse(null),
                canary.gates(),
                canary.annotated(),
                Optional.empty());
    }

    private static Set<ObjectKey> tracked(CanaryStatus status, String namespace) {
        return status.trackedConfigs().stream()
                .map(name -> config(name, namespace))
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ObjectKey config(String tracked, String namespace) {
        int slash = tracked.indexOf('/');
        String kind = slash < 0 ? "" : tracked.substring(0, slash);
        return switch (kind) {
            case "configmap" -> new ObjectKey("ConfigMap", namespace, tracked.substring(slash + 1));
            case "secret" -> new ObjectKey("Secret", namespace, tracked.substring(slash + 1));
            default -> null;
        };
    }
}
