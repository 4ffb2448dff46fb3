package dev.wigwag.flux;

import dev.wigwag.engine.HintQueue;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.KindWatch;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An index of all Kustomizations and HelmReleases, kept by watches; also tells the engine which sources to look at when
 * one of them has news. The hint names the source, so that a thousand members changing at once are one hint.
 */
@Startup
@ApplicationScoped
class WatchedMembers implements MemberCatalog {
    private final MemberIndex index = new MemberIndex();
    private final HintQueue hints;
    private final KindWatch kustomizations;
    private final KindWatch releases;

    WatchedMembers(KindWatches watches, HintQueue hints, MeterRegistry metrics) {
        this.hints = hints;
        this.kustomizations = watches.follow(
                FluxKind.Kustomization.kind(),
                object -> seen(new KustomizationReading(new Fields(object)).member()),
                object -> gone(new Fields(object).key(FluxKind.Kustomization.name())));
        this.releases = watches.follow(
                FluxKind.HelmRelease.kind(),
                object -> seen(new HelmReleaseReading(new Fields(object)).member()),
                object -> gone(new Fields(object).key(FluxKind.HelmRelease.name())));
        Gauge.builder("wigwag.index.members", index, MemberIndex::size)
                .description("Kustomizations and HelmReleases in the watched index")
                .register(metrics);
    }

    /** Whether everything the cluster holds is in the index; Flux may run without its helm-controller. */
    boolean isComplete() {
        return kustomizations.isComplete() && (releases.isComplete() || releases.isAbsent());
    }

    @Override
    public Optional<Member> find(ObjectKey key) {
        return index.find(key);
    }

    @Override
    public MemberIndex all() {
        return index;
    }

    /** First sight is no news; what joins after it is. */
    private void seen(Member now) {
        Optional<Member> before = index.put(now);
        if (before.isPresent() ? now.isNewsAfter(before.get()) : isComplete()) {
            Set<ObjectKey> concerned = new TreeSet<>(index.viewsWith(now));
            before.map(index::viewsWith).ifPresent(concerned::addAll);
            offer(concerned);
        }
    }

    private void gone(ObjectKey key) {
        index.remove(key).map(index::viewsWith).ifPresent(this::offer);
    }

    private void offer(Set<ObjectKey> sources) {
        sources.forEach(source -> hints.offer(new ObjectChanged(source)));
    }
}
