package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import dev.wigwag.engine.Namespaces;
import dev.wigwag.rollout.Annotated;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The Namespaces with annotations of ours: watched in a long-lived process, elsewhere listed and kept for a minute. Only those
 * are kept, which are few. Somebody who takes the right to read Namespaces away has their annotations count as not there.
 */
@Startup
@ApplicationScoped
class AnnotatedNamespaces implements Namespaces {
    static final Kind NAMESPACES = new Kind("", "Namespace", "namespaces");

    /** The list is of everybody's Namespaces, and they are annotated once in a while. */
    static final Duration KEEP = Duration.ofSeconds(60);

    private static final Logger LOG = Logger.getLogger(AnnotatedNamespaces.class);

    private final ClusterObjects objects;
    private final Clock clock;
    private final Map<String, Annotated> watched = new ConcurrentHashMap<>();
    private final KindWatch watch;
    private Map<String, Annotated> listed = Map.of();
    private Instant listAgain = Instant.MIN;
    private boolean denied;

    AnnotatedNamespaces(ClusterObjects objects, KindWatches watches, Clock clock) {
        this.objects = objects;
        this.clock = clock;
        this.watch = watches.follow(NAMESPACES, object -> put(watched, object), object -> watched.remove(name(object)));
    }

    /** Whether the watch has seen all there are. */
    boolean isComplete() {
        return watch.isComplete();
    }

    @Override
    public Map<String, Annotated> annotated() {
        return isComplete() ? Map.copyOf(watched) : listed();
    }

    /** One at a time: who comes meanwhile takes what that one has found. */
    private synchronized Map<String, Annotated> listed() {
        if (!clock.instant().isBefore(listAgain)) {
            listed = list();
            listAgain = clock.instant().plus(KEEP);
        }
        return listed;
    }

    private Map<String, Annotated> list() {
        Map<String, Annotated> found = new HashMap<>();
        try {
            objects.forEach(NAMESPACES, object -> put(found, object));
            denied = false;
        } catch (ClusterException trouble) {
            if (trouble.fault() != ClusterException.Fault.DENIED) {
                throw trouble;
            }
            if (!denied) {
                LOG.warnf("namespaces outcome=unread: %s; their annotations do not count", trouble.getMessage());
            }
            denied = true;
        }
        return Map.copyOf(found);
    }

    private static void put(Map<String, Annotated> into, GenericKubernetesResource object) {
        Annotated annotated = new Fields(object).annotated();
        if (annotated.isNothing()) {
            into.remove(name(object));
        } else {
            into.put(name(object), annotated);
        }
    }

    private static String name(GenericKubernetesResource object) {
        return object.getMetadata().getName();
    }
}
