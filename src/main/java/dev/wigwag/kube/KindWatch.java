package dev.wigwag.kube;

import dev.wigwag.engine.ClusterException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Follows one kind by an informer. Broken connections and expired versions are the informer's business; ours is a kind
 * that is not served (yet, or not in that version any more): it is looked for again every 15 s.
 */
public final class KindWatch {
    private static final Logger LOG = Logger.getLogger(KindWatch.class);
    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final long PAGE = 500;

    private final KubernetesClient client;
    private final ServedVersions served;
    private final Kind kind;
    private final ResourceEventHandler<GenericKubernetesResource> handler;
    private volatile SharedIndexInformer<GenericKubernetesResource> informer;
    /** Outlives each informer, so that the next one notices what has gone between the two. */
    private final SlimStore store = new SlimStore();

    private final Consumer<GenericKubernetesResource> gone;
    private boolean begun;
    private volatile boolean complete;
    private volatile boolean absent;
    private volatile boolean stopped;

    KindWatch(
            KubernetesClient client,
            ServedVersions served,
            Kind kind,
            Consumer<GenericKubernetesResource> seen,
            Consumer<GenericKubernetesResource> gone) {
        this.client = client;
        this.served = served;
        this.kind = kind;
        this.handler = new Handler(seen);
        this.gone = gone;
    }

    /** Whether everything that was there when the watch began has been seen, and the watch goes on. */
    public boolean isComplete() {
        return complete;
    }

    /** Whether the cluster does not serve the kind; then there is nothing of it to be seen. */
    public boolean isAbsent() {
        return absent;
    }

    void start(ScheduledExecutorService starter) {
        schedule(starter, Duration.ZERO);
    }

    void stop() {
        stopped = true;
        begin(false);
        if (informer != null) {
            informer.stop();
        }
    }

    private void schedule(ScheduledExecutorService starter, Duration delay) {
        if (stopped) {
            return;
        }
        try {
            starter.schedule(() -> open(starter), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("watch=%s outcome=not-restarted: the process is stopping", kind);
        }
    }

    private void open(ScheduledExecutorService starter) {
        try {
            Optional<ResourceDefinitionContext> context = served.find(kind);
            if (context.isEmpty()) {
                noticeAbsence();
                schedule(starter, RETRY);
                return;
            }
            absent = false;
            informer = client.genericKubernetesResources(context.get())
                    .inAnyNamespace()
                    .withLimit(PAGE)
                    .runnableInformer(0)
                    .itemStore(store)
                    .exceptionHandler((running, trouble) -> !isGone(trouble))
                    .addEventHandler(handler);
            informer.stopped().whenComplete((end, trouble) -> {
                begin(false);
                served.forget(kind);
                schedule(starter, RETRY);
            });
            informer.start().whenComplete((ready, trouble) -> begin(trouble == null && !stopped));
        } catch (ClusterException e) {
            LOG.warnf("watch=%s outcome=%s: %s; trying again in %s", kind, e.fault(), e.getMessage(), RETRY);
            schedule(starter, RETRY);
        }
    }

    /** An informer has begun when it has read everything, which may be before the last of it was seen. */
    private synchronized void begin(boolean now) {
        begun = now;
        complete = now && store.isTold();
    }

    private synchronized void told() {
        store.told();
        complete |= begun && store.isTold();
    }

    /** Said once: a cluster may do without the kind for good. */
    private void noticeAbsence() {
        if (!absent) {
            LOG.warnf("watch=%s outcome=not-served: install what brings this kind; looking every %s", kind, RETRY);
        }
        absent = true;
        store.empty().forEach(gone);
    }

    private static boolean isGone(Throwable trouble) {
        return trouble instanceof KubernetesClientException e && e.getCode() == 404;
    }

    private final class Handler implements ResourceEventHandler<GenericKubernetesResource> {
        private final Consumer<GenericKubernetesResource> seen;

        private Handler(Consumer<GenericKubernetesResource> seen) {
            this.seen = seen;
        }

        @Override
        public void onAdd(GenericKubernetesResource object) {
            tell(seen, object);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
            tell(seen, now);
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean stateUnknown) {
            tell(gone, object);
        }

        private void tell(Consumer<GenericKubernetesResource> whom, GenericKubernetesResource object) {
            try {
                whom.accept(object);
            } finally {
                told();
            }
        }
    }
}
