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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Rollouts that a long-lived process has yet to show outside. Each is in it once, and looked at once a second at most, so a
 * burst of changes is one picture; what has to wait for a pace or a limit comes round again. A worker does what one credential
 * can do for one rollout, so that a place that is slow holds up that worker alone.
 */
@ApplicationScoped
public class MirrorQueue {
    /** What is left comes round at least so often, whatever it waits for: that may be over sooner. */
    static final Duration ROUND = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(MirrorQueue.class);
    private static final int WORKERS = 4;

    /** Of two that wait for the same slot the end is first at it. */
    private static final Duration BEHIND_ENDS = Duration.ofMillis(200);

    /**
     * What a worker takes.
     *
     * @param credential with which something is to be shown; null if that has to be found out
     * @param ends whether only pictures of an end are meant
     */
    private record Errand(RolloutKey rollout, String credential, boolean ends) {
        boolean covers(Face face) {
            return face.credential().equals(credential) && (face.isFinal() || !ends);
        }
    }

    private final MirrorRollout mirrorRollout;
    private final Clock clock;
    private final boolean enabled;
    private final Duration drain;
    private final PacedKeys<Errand> waiting = new PacedKeys<>();
    /** While the process stops and only ends are shown: the rollouts that are left; null at any other time. */
    private volatile Set<RolloutKey> postponed;

    public MirrorQueue(MirrorRollout mirrorRollout, WigwagConfig config, Clock clock, MeterRegistry metrics) {
        this.mirrorRollout = mirrorRollout;
        this.clock = clock;
        this.enabled = config.watch();
        this.drain = config.outlets().drain();
        Gauge.builder("wigwag.outlets.queue", waiting, PacedKeys::size)
                .description("Rollouts and their outlets waiting to be shown outside")
                .register(metrics);
    }

    /** Whether somebody works behind an answer; if not, who knows of a change has to show it before it answers. */
    boolean isOpen() {
        return enabled;
    }

    /** Has the rollout shown soon; in a short-lived process, where nobody works behind an answer, does nothing. */
    public void offer(RolloutKey rollout) {
        if (enabled && !waiting.offer(new Errand(rollout, null, false))) {
            LOG.debugf("rollout=%s outcome=unqueued: the tick looks again", rollout);
        }
    }

    void onStart(@Observes StartupEvent event) {
        for (int i = 1; enabled && i <= WORKERS; i++) {
            new Thread(this::work, "mirrors-" + i).start();
        }
    }

    /** Shows what is due, ends first; what is left is shown by the next process, which finds it at its first tick. */
    void onStop(@Observes ShutdownEvent event) {
        if (enabled) {
            Instant end = clock.instant().plus(drain);
            Set<RolloutKey> rest = ConcurrentHashMap.newKeySet();
            postponed = rest;
            boolean ends = waiting.drain(drain);
            postponed = null;
            rest.forEach(this::offer);
            if (!ends || !waiting.drain(Duration.between(clock.instant(), end))) {
                LOG.infof("outlets outcome=left: %s are left to the next process", waiting.size());
            }
        }
        waiting.close();
    }

    private void work() {
        for (Errand next = waiting.take(); next != null; next = waiting.take()) {
            try {
                Errand errand = next;
                run(errand).ifPresent(when -> waiting.offer(errand, delay(errand, when)));
            } catch (ClusterException e) {
                LOG.warnf("rollout=%s outcome=%s: %s; the tick shows it", next.rollout(), e.fault(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "rollout=%s outcome=failed; the tick shows it", next.rollout());
            } finally {
                waiting.done(next);
            }
        }
    }

    private Optional<Instant> run(Errand errand) {
        Set<RolloutKey> later = postponed;
        if (later != null && !errand.ends()) {
            later.add(errand.rollout());
        }
        if (errand.credential() == null) {
            mirrorRollout
                    .owed(errand.rollout())
                    .forEach(owed -> waiting.offer(new Errand(errand.rollout(), owed.credential(), owed.end())));
            return Optional.empty();
        }
        if (later != null && !errand.ends()) {
            return Optional.empty();
        }
        Optional<Instant> closed = mirrorRollout.closedUntil(errand.credential(), errand.ends());
        return closed.isPresent() ? closed : mirrorRollout.mirror(errand.rollout(), errand::covers, clock.instant());
    }

    private Duration delay(Errand errand, Instant when) {
        Duration wait = Duration.between(clock.instant(), when);
        Duration round = wait.compareTo(ROUND) < 0 ? wait : ROUND;
        return errand.ends() ? round : round.plus(BEHIND_ENDS);
    }
}
