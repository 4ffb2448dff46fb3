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
import java.util.List;
import java.util.stream.Stream;

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
        this.watch = watches.follow(FlaggerKind.Canary.kind(), this::seen, this::gone);
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

    /** First sight is no news; what joins after it is. */
    private void seen(GenericKubernetesResource object) {
        List<LiveCanary> now = LiveCanaries.of(object);
        List<LiveCanary> before = index.put(key(object), now);
        if (before.isEmpty() ? isComplete() : !before.equals(now)) {
            tell(before, now);
        }
    }

    private void gone(GenericKubernetesResource object) {
        tell(index.remove(key(object)), List.of());
    }

    private void tell(List<LiveCanary> before, List<LiveCanary> now) {
        Stream.concat(before.stream(), now.stream())
                .map(LiveCanary::parent)
                .distinct()
                .forEach(applier -> hints.offer(new ObjectChanged(applier)));
    }

    private static ObjectKey key(GenericKubernetesResource canary) {
        return new Fields(canary).key(FlaggerKind.Canary.name());
    }
}
