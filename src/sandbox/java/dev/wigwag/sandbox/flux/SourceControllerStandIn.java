package dev.wigwag.sandbox.flux;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wigwag.sandbox.cluster.SandboxCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does for the sandbox what source-controller does for a cluster, GitRepositories only: watches them through the API, reconciles on a
 * changed spec, a changed {@code reconcile.fluxcd.io/requestedAt} or after {@code spec.interval}, and writes the status a real one would.
 */
public final class SourceControllerStandIn implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SourceControllerStandIn.class);
    private static final Duration FETCH_TIME = Duration.ofMillis(300);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int WORKERS = 2;

    private final GitRepositories repositories;
    private final Fetch fetch;
    private final Clock clock;
    private final ScheduledExecutorService workers;
    private final WorkQueue<ObjectName> queue = new WorkQueue<>();
    private final Map<ObjectName, Future<?>> nextTimes = new ConcurrentHashMap<>();
    private SharedIndexInformer<GenericKubernetesResource> informer;
    private volatile Duration fetchTime = FETCH_TIME;
    private volatile boolean ignoring;
    private volatile String broken;

    /** A stand-in for this cluster that fetches from these forges; it does nothing before {@link #start}. */
    public SourceControllerStandIn(SandboxCluster cluster, Forges forges, Clock clock) {
        this.repositories = new GitRepositories(cluster.administrator());
        this.fetch = new Fetch(forges, repositories, clock);
        this.clock = clock;
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(WORKERS, work -> {
            Thread thread = new Thread(work, "sandbox-source-controller");
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        // What comes in after close() is of no use to anybody.
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        this.workers = pool;
    }

    /** Begins to watch and reconciles everything there is once. */
    public void start() {
        informer = repositories.inform(this::changed);
    }

    private void changed(GenericKubernetesResource before, GenericKubernetesResource after) {
        boolean spec = before == null
                || !Objects.equals(
                        before.getMetadata().getGeneration(),
                        after.getMetadata().getGeneration());
        boolean request = !spec && !Objects.equals(requestedAt(before), requestedAt(after));
        if (spec || request && !ignoring) {
            enqueue(ObjectName.of(after));
        }
    }

    private static String requestedAt(GenericKubernetesResource resource) {
        var annotations = resource.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(GitRepositoryView.REQUESTED_AT);
    }

    /** How long a fetch takes from now on; 300 ms unless told otherwise. */
    public void fetchTime(Duration time) {
        fetchTime = time;
    }

    /** Makes every fetch fail with this message from now on, as an unreachable Git server would. */
    public void breakFetch(String message) {
        broken = message;
    }

    /** Lets fetches succeed again and tries all sources at once. */
    public void mendFetch() {
        broken = null;
        enqueueAll();
    }

    /** Takes no notice of requests any more, as if the controller were not running. */
    public void ignoreRequests() {
        ignoring = true;
    }

    /** Takes notice again and, as after a restart, looks at every source once. */
    public void heedRequests() {
        ignoring = false;
        enqueueAll();
    }

    private void enqueueAll() {
        informer.getStore().list().stream().map(ObjectName::of).forEach(this::enqueue);
    }

    private void enqueue(ObjectName name) {
        queue.add(name);
        submit(this::work, Duration.ZERO);
    }

    private void work() {
        queue.take()
                .ifPresent(name -> guarded(
                        name,
                        () -> repositories
                                .get(name)
                                .ifPresentOrElse(view -> begin(name, view), () -> queue.done(name))));
    }

    private void begin(ObjectName name, GitRepositoryView view) {
        if (view.suspended()) {
            repositories.writeStatus(view, SourceStatus.suspended(view));
            finished(name);
        } else if (!view.validUrl()) {
            String problem = "URL scheme of '" + view.url() + "' is not http, https or ssh";
            repositories.writeStatus(view, SourceStatus.stalled(view, "URLInvalid", problem, clock.instant()));
            finished(name);
        } else {
            ObjectNode begun = SourceStatus.begun(view, clock.instant());
            repositories.writeStatus(view, begun);
            submit(() -> guarded(name, () -> end(name, view, begun)), fetchTime);
        }
    }

    private void end(ObjectName name, GitRepositoryView view, ObjectNode begun) {
        Outcome outcome = fetch.fetch(view, Optional.ofNullable(broken));
        if (outcome instanceof Outcome.Failed failed) {
            repositories.writeStatus(
                    view,
                    SourceStatus.failed(
                            view, begun, failed.condition(), failed.reason(), failed.message(), clock.instant()));
            later(name, RETRY);
        } else if (outcome instanceof Outcome.Fetched fetched) {
            store(view, begun, fetched);
            later(name, view.interval());
        }
        finished(name);
    }

    private void store(GitRepositoryView view, ObjectNode begun, Outcome.Fetched fetched) {
        ObjectNode status = begun;
        if (fetched.change().isPresent()) {
            Outcome.Change change = fetched.change().get();
            status = SourceStatus.building(view, begun, change.reason(), change.message(), clock.instant());
            repositories.writeStatus(view, status);
        }
        repositories.writeStatus(
                view, SourceStatus.stored(view, status, fetched.artifact(), fetched.included(), clock.instant()));
    }

    private void finished(ObjectName name) {
        queue.done(name);
        submit(this::work, Duration.ZERO);
    }

    /** A reconcile that could not be done, because the API or the forge is not there, is begun anew a little later. */
    private void guarded(ObjectName name, Runnable work) {
        try {
            work.run();
        } catch (KubernetesClientException | UncheckedIOException e) {
            if (!workers.isShutdown()) {
                LOG.warnf("GitRepository %s will be tried again in %s: %s", name, RETRY, e.getMessage());
                later(name, RETRY);
                finished(name);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "GitRepository %s is given up: the stand-in has a fault", name);
            finished(name);
        }
    }

    private void submit(Runnable work, Duration delay) {
        workers.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Each object has one next time at most; a reconcile in between moves it. */
    private void later(ObjectName name, Duration delay) {
        Future<?> next = workers.schedule(() -> enqueue(name), delay.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> replaced = nextTimes.put(name, next);
        if (replaced != null) {
            replaced.cancel(false);
        }
    }

    /** Stops watching and abandons what is under way. */
    @Override
    public void close() {
        workers.shutdownNow();
        if (informer != null) {
            informer.close();
        }
    }
}
