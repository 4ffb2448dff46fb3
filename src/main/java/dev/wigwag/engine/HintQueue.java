package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectChanged;
import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Hints waiting for the background worker of a long-lived process. Many hints at one object are one; hints oblige us to
 * nothing, so one that finds the queue full is dropped and counted, and the tick finds what it spoke of.
 */
@ApplicationScoped
public class HintQueue {
    private static final Logger LOG = Logger.getLogger(HintQueue.class);
    private static final int LIMIT = 10_000;

    private final Instance<HearHint> hearHint;
    private final boolean enabled;
    private final Counter dropped;
    private final Set<ObjectKey> waiting = new LinkedHashSet<>();
    private Thread worker;
    private boolean stopped;

    /** The listener is looked up when the worker starts: it stands behind the sources, and these behind this queue. */
    public HintQueue(Instance<HearHint> hearHint, WigwagConfig config, MeterRegistry metrics) {
        this.hearHint = hearHint;
        this.enabled = config.watch();
        this.dropped = Counter.builder("wigwag.hints.dropped")
                .description("Hints that found the queue full")
                .register(metrics);
        Gauge.builder("wigwag.hints.queue", this, HintQueue::size)
                .description("Objects with a hint waiting for the worker")
                .register(metrics);
    }

    /**
     * Leaves a hint; never blocks. In a short-lived process nobody works behind an answer, so nothing is kept.
     *
     * @return whether the hint will be heard: false if the queue is full, the process stops, or nobody works behind it
     */
    public synchronized boolean offer(ObjectChanged hint) {
        if (!enabled || stopped) {
            return false;
        }
        if (waiting.size() >= LIMIT && !waiting.contains(hint.object())) {
            dropped.increment();
            return false;
        }
        waiting.add(hint.object());
        notifyAll();
        return true;
    }

    synchronized int size() {
        return waiting.size();
    }

    void onStart(@Observes StartupEvent event) {
        if (enabled) {
            worker = new Thread(this::work, "hints");
            worker.start();
        }
    }

    synchronized void onStop(@Observes ShutdownEvent event) {
        stopped = true;
        notifyAll();
    }

    private void work() {
        for (ObjectKey next = take(); next != null; next = take()) {
            try {
                hearHint.get().hear(new ObjectChanged(next));
            } catch (ClusterException e) {
                LOG.warnf("hint=%s outcome=%s: %s; the tick looks again", next, e.fault(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "hint=%s outcome=failed; the tick looks again", next);
            }
        }
    }

    /** The object that has waited longest; null once the process stops. */
    private synchronized ObjectKey take() {
        while (waiting.isEmpty() && !stopped) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        if (stopped) {
            return null;
        }
        ObjectKey next = waiting.iterator().next();
        waiting.remove(next);
        return next;
    }
}
