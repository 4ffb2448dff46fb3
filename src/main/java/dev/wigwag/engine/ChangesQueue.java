package dev.wigwag.engine;

import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Rollouts of which a long-lived process has yet to tell what they bring, behind everything else. */
@ApplicationScoped
public class ChangesQueue {
    private static final Logger LOG = Logger.getLogger(ChangesQueue.class);

    /** Beyond what a repository is given by its own settings. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final TellChanges tellChanges;
    private final RangeReader reader;
    private final Clock clock;
    private final boolean enabled;
    private final PacedKeys<RolloutKey> waiting = new PacedKeys<>();

    public ChangesQueue(
            TellChanges tellChanges, RangeReader reader, WigwagConfig config, Clock clock, MeterRegistry metrics) {
        this.tellChanges = tellChanges;
        this.reader = reader;
        this.clock = clock;
        this.enabled = config.watch();
        Gauge.builder("wigwag.changes.queue", waiting, PacedKeys::size)
                .description("Rollouts waiting for their repository to tell what they bring")
                .register(metrics);
    }

    /** Has it told soon, if there is something to tell; in a short-lived process does nothing. */
    public void offer(RolloutKey rollout) {
        if (enabled && reader.isOn() && !waiting.offer(rollout)) {
            LOG.debugf("rollout=%s outcome=unqueued: its next change is heard again", rollout);
        }
    }

    void onStart(@Observes StartupEvent event) {
        if (enabled && reader.isOn()) {
            new Thread(this::work, "changes").start();
        }
    }

    /** What is left is told by the next process, which hears of every rollout when it starts. */
    void onStop(@Observes ShutdownEvent event) {
        waiting.close();
    }

    private void work() {
        for (RolloutKey next = waiting.take(); next != null; next = waiting.take()) {
            try {
                RolloutKey rollout = next;
                Instant now = clock.instant();
                tellChanges
                        .tell(rollout, now.plus(LIMIT))
                        .ifPresent(again -> waiting.offer(rollout, Duration.between(now, again)));
            } catch (ClusterException e) {
                LOG.warnf("rollout=%s outcome=%s: %s; its next change is heard", next, e.fault(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "rollout=%s outcome=failed: what it brings could not be told", next);
            } finally {
                waiting.done(next);
            }
        }
    }
}
