package dev.wigwag.sandbox.flux;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The work of one controller: objects wait in a queue, a few threads reconcile them, each object by one thread at a time. A reconcile may
 * be cut into steps with time between them; whoever does the last step calls {@link #finished}.
 */
final class ControllerLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ControllerLoop.class);
    private static final int WORKERS = 2;

    private final String kind;
    private final Duration retry;
    private final Consumer<ObjectName> reconcile;
    private final ScheduledThreadPoolExecutor workers;
    private final WorkQueue<ObjectName> queue = new WorkQueue<>();
    private final Map<ObjectName, Future<?>> nextTimes = new ConcurrentHashMap<>();

    /** {@code kind} is what it says it works on; {@code retry} is how long it waits after a reconcile that could not be done. */
    ControllerLoop(String kind, Duration retry, Consumer<ObjectName> reconcile) {
        this.kind = kind;
        this.retry = retry;
        this.reconcile = reconcile;
        workers = new ScheduledThreadPoolExecutor(WORKERS, work -> {
            Thread thread = new Thread(work, "sandbox-" + kind);
            thread.setDaemon(true);
            return thread;
        });
        workers.setRemoveOnCancelPolicy(true);
        // What comes in after close() is of no use to anybody.
        workers.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Has the object reconciled as soon as a thread is free and it is not being worked on. */
    void enqueue(ObjectName name) {
        queue.add(name);
        submit(this::work, Duration.ZERO);
    }

    /** Each object has one next time at most; a reconcile in between moves it. */
    void later(ObjectName name, Duration delay) {
        Future<?> next = workers.schedule(() -> enqueue(name), delay.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> replaced = nextTimes.put(name, next);
        if (replaced != null) {
            replaced.cancel(false);
        }
    }

    /** Goes on with the reconcile under way after this time. */
    void then(ObjectName name, Duration delay, Runnable step) {
        submit(() -> guarded(name, step), delay);
    }

    /** The reconcile under way is over. */
    void finished(ObjectName name) {
        queue.done(name);
        submit(this::work, Duration.ZERO);
    }

    /** The object is gone: nothing more is planned for it. */
    void forget(ObjectName name) {
        Future<?> next = nextTimes.remove(name);
        if (next != null) {
            next.cancel(false);
        }
    }

    private void work() {
        queue.take().ifPresent(name -> guarded(name, () -> reconcile.accept(name)));
    }

    /** A reconcile that could not be done, because the API or the forge is not there, is begun anew a little later. */
    private void guarded(ObjectName name, Runnable work) {
        try {
            work.run();
        } catch (KubernetesClientException | UncheckedIOException e) {
            if (!workers.isShutdown()) {
                LOG.warnf("%s %s will be tried again in %s: %s", kind, name, retry, e.getMessage());
                later(name, retry);
                finished(name);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s is given up: the stand-in has a fault", kind, name);
            finished(name);
        }
    }

    private void submit(Runnable work, Duration delay) {
        workers.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Abandons what is under way. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
