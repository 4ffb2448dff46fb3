package dev.wigwag.engine;

import dev.wigwag.rollout.RolloutKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Rollouts that a long-lived process has yet to show outside. Each is in it once, and looked at once a second at most, so a
 * burst of changes is one picture; what has to wait for a pace or a limit comes round again.
 */
@ApplicationScoped
public class MirrorQueue {
    private static final Logger LOG = Logger.getLogger(MirrorQueue.class);
    private static final int WORKERS = 2;

    private final MirrorRollout mirrorRollout;
    private final boolean enabled;
    private final PacedKeys<RolloutKey> waiting = new PacedKeys<>();

    public MirrorQueue(MirrorRollout mirrorRollout, WigwagConfig config, MeterRegistry metrics) {
        this.mirrorRollout = mirrorRollout;
        this.enabled = config.watch();
        Gauge.builder("wigwag.outlets.queue", waiting, PacedKeys::size)
                .description("Rollouts waiting to be shown outside")
                .register(metrics);
    }

    /** Has the rollout shown soon; in a short-lived process, where nobody works behind an answer, does nothing. */
    public void offer(RolloutKey rollout) {
        if (enabled && !waiting.offer(rollout)) {
            LOG.debugf("rollout=%s outcome=unqueued: the tick looks again", rollout);
        }
    }

    void onStart(@Observes StartupEvent event) {
        for (int i = 1; enabled && i <= WORKERS; i++) {
            new Thread(this::work, "mirrors-" + i).start();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        waiting.close();
    }

    private void work() {
        for (RolloutKey next = waiting.take(); next != null; next = waiting.take()) {
            boolean again = false;
            try {
                again = mirrorRollout.mirror(next);
            } catch (ClusterException e) {
                LOG.warnf("rollout=%s outcome=%s: %s; the tick shows it", next, e.fault(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "rollout=%s outcome=failed; the tick shows it", next);
            } finally {
                waiting.done(next);
            }
            if (again) {
                offer(next);
            }
        }
    }
}
