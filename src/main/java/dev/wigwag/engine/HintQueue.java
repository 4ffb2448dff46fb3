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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Hints waiting for the background workers of a long-lived process. Many hints at one object are one, and hints at many
 * objects of one source become one hint at the source, which is looked at once a second at most: a thousand
 * Kustomizations that change at once cost a look a second, not a thousand.
 *
 * <p>Hints oblige us to nothing, so one that finds the queue full is dropped and counted, and the tick finds what it
 * spoke of.
 */
@ApplicationScoped
public class HintQueue {
    private static final Logger LOG = Logger.getLogger(HintQueue.class);
    private static final int WORKERS = 4;

    private final Instance<HearHint> hearHint;
    private final boolean enabled;
    private final Counter dropped;
    private final PacedKeys<ObjectKey> waiting = new PacedKeys<>();
    private final List<Thread> workers = new ArrayList<>();

    /** The listener is looked up when the workers start: it stands behind the sources, and these behind this queue. */
    public HintQueue(Instance<HearHint> hearHint, WigwagConfig config, MeterRegistry metrics) {
        this.hearHint = hearHint;
        this.enabled = config.watch();
        this.dropped = Counter.builder("wigwag.hints.dropped")
                .description("Hints that found the queue full")
                .register(metrics);
        Gauge.builder("wigwag.hints.queue", waiting, PacedKeys::size)
                .description("Objects with a hint waiting for a worker")
                .register(metrics);
    }

    /** Whether hints are worked on in the background; if not, who has one has to act on it before it answers. */
    public boolean isOpen() {
        return enabled;
    }

    /**
     * Leaves a hint; never blocks. In a short-lived process nobody works behind an answer, so nothing is kept.
     *
     * @return whether somebody will look
     */
    public boolean offer(ObjectChanged hint) {
        if (!enabled) {
            return false;
        }
        boolean taken = waiting.offer(hint.object());
        if (!taken) {
            dropped.increment();
        }
        return taken;
    }

    void onStart(@Observes StartupEvent event) {
        for (int i = 1; enabled && i <= WORKERS; i++) {
            Thread worker = new Thread(this::work, "hints-" + i);
            workers.add(worker);
            worker.start();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        waiting.close();
    }

    private void work() {
        for (ObjectKey next = waiting.take(); next != null; next = waiting.take()) {
            try {
                look(next);
            } catch (ClusterException e) {
                LOG.warnf("hint=%s outcome=%s: %s; the tick looks again", next, e.fault(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "hint=%s outcome=failed; the tick looks again", next);
            } finally {
                waiting.done(next);
            }
        }
    }

    private void look(ObjectKey object) {
        Set<ObjectKey> sources = hearHint.get().sourcesOf(object);
        if (sources.contains(object)) {
            hearHint.get().look(object);
        }
        sources.stream().filter(source -> !source.equals(object)).forEach(source -> offer(new ObjectChanged(source)));
    }
}
