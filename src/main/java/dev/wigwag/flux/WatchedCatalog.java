package dev.wigwag.flux;

import dev.wigwag.engine.HintQueue;
import dev.wigwag.engine.Sources.Concerned;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.KindWatch;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RepositoryUrl;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** An index of all GitRepositories, kept by a watch; also tells the engine when one has moved. */
@Startup
@ApplicationScoped
class WatchedCatalog implements SourceCatalog {
    private final SourceIndex index = new SourceIndex();
    private final HintQueue hints;
    private final KindWatch watch;

    WatchedCatalog(KindWatches watches, HintQueue hints, MeterRegistry metrics) {
        this.hints = hints;
        this.watch = watches.follow(FluxKind.GitRepository.kind(), this::seen, this::gone);
        Gauge.builder("wigwag.index.sources", index, SourceIndex::size)
                .description("GitRepositories in the watched index")
                .register(metrics);
    }

    /** Whether everything the cluster holds is in the index. */
    boolean isComplete() {
        return watch.isComplete();
    }

    @Override
    public Concerned by(Set<RepositoryUrl> addresses) {
        return index.by(addresses);
    }

    @Override
    public List<ObjectKey> includersOf(ObjectKey source) {
        return index.includersOf(source);
    }

    /** First sight is no news: only what moves after it is worth a hint. */
    private void seen(GenericKubernetesResource object) {
        IndexedSource now = IndexedSource.of(new Fields(object));
        IndexedSource before = index.put(now);
        if (before != null && !before.progress().equals(now.progress())) {
            hints.offer(new ObjectChanged(now.key()));
        }
    }

    private void gone(GenericKubernetesResource object) {
        IndexedSource gone = index.remove(new Fields(object).key(FluxKind.GitRepository.name()));
        if (gone != null) {
            hints.offer(new ObjectChanged(gone.key()));
        }
    }
}
