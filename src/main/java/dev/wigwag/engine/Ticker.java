package dev.wigwag.engine;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** Ticks by itself in a long-lived process; at scale to zero a PingSource does. */
@ApplicationScoped
public class Ticker {
    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private static final Duration FIRST = Duration.ofSeconds(5);

    private final HearTick hearTick;
    private final MirrorTick mirrorTick;
    private final List<AtTick> others;
    private final boolean enabled;
    private final Duration every;
    private ScheduledExecutorService clockwork;

    public Ticker(HearTick hearTick, MirrorTick mirrorTick, @All List<AtTick> others, WigwagConfig config) {
        this.hearTick = hearTick;
        this.mirrorTick = mirrorTick;
        this.others = others;
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
        look("tick", hearTick::hear);
        look("mirror-tick", () -> mirrorTick.hear(Instant.MAX));
        others.forEach(other -> look("outside-tick", other::hear));
    }

    private static void look(String what, IntSupplier work) {
        try {
            LOG.debugf("%s outcome=done asked=%d", what, work.getAsInt());
        } catch (ClusterException e) {
            LOG.warnf("%s outcome=%s: %s; the next one tries again", what, e.fault(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s outcome=failed; the next one tries again", what);
        }
    }
}
