package dev.wigwag.flagger;

import dev.wigwag.engine.GateAnswer;
import dev.wigwag.engine.GateAnswer.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Works on few questions at a time and on each for a short time only, with threads of its own: gates are answered while
 * everything else is busy, and Flagger, which waits inside its control loop, is not kept waiting. What is too much or too late
 * is held.
 */
@ApplicationScoped
class GateDesk {
    private static final Logger LOG = Logger.getLogger(GateDesk.class);

    private static final int WORKERS = 16;
    private static final int WAITING = 256;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Works on a question: gives the answer as soon as there is one, and may go on. */
    interface Work {
        /** @param answer takes the answer; the first counts */
        void answer(Consumer<GateAnswer> answer);
    }

    private final Duration limit;
    private final ThreadPoolExecutor workers;

    @Inject
    GateDesk(MeterRegistry metrics) {
        this(WORKERS, WAITING, LIMIT, metrics);
    }

    GateDesk(int workers, int waiting, Duration limit, MeterRegistry metrics) {
        this.limit = limit;
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                workers,
                workers,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                work -> new Thread(work, "gates-" + number.incrementAndGet()));
        this.workers.allowCoreThreadTimeOut(true);
        Gauge.builder(
                        "wigwag.gates.queue",
                        this.workers,
                        pool -> pool.getQueue().size())
                .description("Flagger's questions waiting for a worker")
                .register(metrics);
    }

    /**
     * Answers when the work is done, or the time is up: with what has been found by then.
     *
     * @return completes in time, and with an exception only where the work threw one before there was an answer
     */
    CompletionStage<GateAnswer> ask(Work work) {
        CompletableFuture<GateAnswer> found = new CompletableFuture<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        long begun = System.nanoTime();
        try {
            workers.execute(() -> {
                try {
                    // Nobody waits for it any more; its use would be written for nothing.
                    if (System.nanoTime() - begun < limit.toNanos()) {
                        work.answer(found::complete);
                    }
                } catch (RuntimeException e) {
                    if (!found.completeExceptionally(e)) {
                        LOG.warnf(
                                "what follows an answer failed: %s; the next question finds the same to do",
                                e.getMessage());
                    }
                } finally {
                    done.complete(null);
                }
            });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedStage(
                    GateAnswer.of(Kind.OVERLOADED, "Too many ask Wigwag at once; held, Flagger asks again."));
        }
        return done.completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(over -> {
                    found.complete(GateAnswer.of(
                            Kind.FAILED,
                            "Wigwag could not read or write the cluster in time; held, Flagger asks again."));
                    return found;
                });
    }

    @PreDestroy
    void close() {
        workers.shutdown();
    }
}
