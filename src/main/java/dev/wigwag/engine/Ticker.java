package dev.wigwag.engine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ticks by itself in a long-lived process; at scale to zero a PingSource does. */
@ApplicationScoped
public class Ticker {
    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private static final Duration FIRST = Duration.ofSeconds(5);

    private final HearTick hearTick;
    private final boolean enabled;
    private final Duration every;
    private ScheduledExecutorService clockwork;

    public Ticker(HearTick hearTick, WigwagConfig config) {
        this.hearTick = hearTick;
        this.enabled = config.watch();
        this.every = config.tickEvery();
    }

    void onStart(@Observes StartupEvent event) {
        if (enabled) {
            clockwork = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "tick"));
            clockwork.scheduleWithFixedDelay(this::tick, first().toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        if (clockwork != null) {
            clockwork.shutdownNow();
        }
    }

    /** Soon after the start, for what happened while nobody listened; not at once, so that the watches have come first. */
    private Duration first() {
        return every.compareTo(FIRST) < 0 ? every : FIRST;
    }

    private void tick() {
        try {
            LOG.debugf("tick outcome=done asked=%d", hearTick.hear());
        } catch (ClusterException e) {
            LOG.warnf("tick outcome=%s: %s; the next tick tries again", e.fault(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "tick outcome=failed; the next tick tries again");
        }
    }
}
