package dev.wigwag.flagger;

import dev.wigwag.engine.CanaryIndex;
import dev.wigwag.engine.HintQueue;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.KindWatch;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.rollout.LiveCanary;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * An index of all Canaries, kept by a watch; also has the rollouts looked at when one of them has news. Flagger rewrites a
 * failed Canary, and one that waits, at every tick: what reads the same is none. The hint names who applies the Canary, so
 * that one about a Canary that is gone still leads somewhere.
 */
@Startup
@ApplicationScoped
class WatchedCanaries {
    private final CanaryIndex index = new CanaryIndex();
    private final HintQueue hints;
    private final KindWatch watch;

    WatchedCanaries(KindWatches watches, HintQueue hints, MeterRegistry metrics) {
        this.hints = hints;
        this.watch = watches.follow(
                FlaggerKind.Canary.kind(),
                this::seen,
                object -> gone(new Fields(object).key(FlaggerKind.Canary.name())));
        Gauge.builder("wigwag.index.canaries", index, CanaryIndex::size)
                .description("Canaries in the watched index")
                .register(metrics);
    }

    /** Whether the index can stand in for the cluster. */
    boolean isComplete() {
        return watch.isComplete() || watch.isAbsent();
    }

    CanaryIndex all() {
        return index;
    }

    private void seen(GenericKubernetesResource object) {
        Optional<LiveCanary> now = LiveCanaries.of(object);
        if (now.isEmpty()) {
            gone(new Fields(object).key(FlaggerKind.Canary.name()));
            return;
        }
        Optional<LiveCanary> before = index.put(now.get());
        before.filter(known -> !known.parent().equals(now.get().parent())).ifPresent(this::tell);
        if (!before.equals(now)) {
            tell(now.get());
        }
    }

    private void gone(ObjectKey canary) {
        index.remove(canary).ifPresent(this::tell);
    }

    private void tell(LiveCanary canary) {
        hints.offer(new ObjectChanged(canary.parent()));
    }
}
