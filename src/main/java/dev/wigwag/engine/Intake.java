package dev.wigwag.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The workers behind the edges. A sender is made to wait only as long as it will: what cannot be begun or finished in
 * time is refused, so that the sender knows, instead of queueing without end.
 */
@ApplicationScoped
public class Intake {
    /** Work was refused; the message names cause and fix. */
    public static sealed class Overloaded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overloaded(String message) {
            super(message, null, false, false);
        }
    }

    /** The work was begun, but is not done in time; it goes on. */
    public static final class Late extends Overloaded {
        private static final long serialVersionUID = 1L;

        Late(String message) {
            super(message);
        }
    }

    private static final String STOPPING = "this process is stopping; send it again";
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final Duration patience;
    private final ThreadPoolExecutor workers;

    /** Workers and queue as configured; depth and activity are published as gauges. */
    public Intake(WigwagConfig config, MeterRegistry metrics) {
        this.patience = config.intake().patience();
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                config.intake().workers(),
                config.intake().workers(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(config.intake().queue()),
                work -> new Thread(work, "intake-" + number.incrementAndGet()));
        workers.allowCoreThreadTimeOut(true);
        Gauge.builder("wigwag.intake.queue", workers, pool -> pool.getQueue().size())
                .description("Signals waiting for a worker")
                .register(metrics);
        Gauge.builder("wigwag.intake.active", workers, ThreadPoolExecutor::getActiveCount)
                .description("Signals being worked on")
                .register(metrics);
    }

    /**
     * Does the work and waits for it.
     *
     * @throws Overloaded if the queue is full, or the work is not done in time; in the latter case it is not interrupted,
     *     as half a write helps nobody, and a repeat of the signal finds what it did
     * @throws RuntimeException what the work threw
     */
    public <T> T inTime(Callable<T> work) {
        return inTime(patience, work);
    }

    /** The same for work that may take another time than a sender's. */
    public <T> T inTime(Duration limit, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            throw new Overloaded(
                    workers.isShutdown()
                            ? STOPPING
                            : "too many signals are waiting for the Kubernetes API (wigwag.intake.queue); send it again");
        }
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // What nobody waits for any more must not take a place in the queue either.
            String why = "not stored within " + limit.toMillis()
                    + " ms: the Kubernetes API is slow or does not answer; send it again";
            if (workers.remove(task)) {
                task.cancel(false);
                throw new Overloaded(why);
            }
            throw new Late(why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overloaded(STOPPING);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the work behind a signal failed", e.getCause());
        }
    }

    /** Lets what has begun come to its end: its sender still waits for the answer. */
    @PreDestroy
    void drain() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
