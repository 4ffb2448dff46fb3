package dev.wigwag.flux;

import dev.wigwag.engine.HintQueue;
import dev.wigwag.kube.Fields;
import dev.wigwag.kube.KindWatches;
import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the engine when an OCIRepository or a Bucket has moved. Nobody looks these up, so no more of them is kept. */
@Startup
@ApplicationScoped
class WatchedArtifacts {
    private final HintQueue hints;
    /** As many as the cluster has. */
    private final Map<ObjectKey, String> progress = new ConcurrentHashMap<>();

    WatchedArtifacts(KindWatches watches, HintQueue hints) {
        this.hints = hints;
        for (FluxKind kind : List.of(FluxKind.OCIRepository, FluxKind.Bucket)) {
            watches.follow(
                    kind.kind(),
                    object -> seen(new Fields(object).key(kind.name()), Progress.of(new Fields(object))),
                    object -> gone(new Fields(object).key(kind.name())));
        }
    }

    int size() {
        return progress.size();
    }

    /** First sight is no news: only what moves after it is worth a hint. */
    private void seen(ObjectKey source, String now) {
        String before = progress.put(source, now);
        if (before != null && !before.equals(now)) {
            hints.offer(new ObjectChanged(source));
        }
    }

    private void gone(ObjectKey source) {
        if (progress.remove(source) != null) {
            hints.offer(new ObjectChanged(source));
        }
    }
}
