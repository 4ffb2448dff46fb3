package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps from asking a repository that does not answer, each time for twice as long. Bounded; a restart asks at once. */
@ApplicationScoped
public class RangePatience {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int MOST = 1_000;

    private record Wait(Duration length, Instant until) {}

    private final Map<ObjectKey, Wait> waits = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectKey, Wait> eldest) {
            return size() > MOST;
        }
    };

    private final Clock clock;

    public RangePatience(Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        Gauge.builder("wigwag.changes.waiting", this, RangePatience::size)
                .description("Sources whose repository could not be read and is left in peace for a while")
                .register(metrics);
    }

    /** Until when the source's repository is left in peace; empty if it may be asked. */
    synchronized Optional<Instant> closedUntil(ObjectKey source) {
        return Optional.ofNullable(waits.get(source)).map(Wait::until).filter(clock.instant()::isBefore);
    }

    /** It did not answer; gives when to ask again. */
    synchronized Instant failed(ObjectKey source) {
        Wait before = waits.get(source);
        Duration doubled = before == null ? FIRST : before.length().multipliedBy(2);
        Duration length = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        Instant until = clock.instant().plus(length);
        waits.put(source, new Wait(length, until));
        return until;
    }

    synchronized void answered(ObjectKey source) {
        waits.remove(source);
    }

    /** When to come again where only others are in the way. */
    Instant soon() {
        return clock.instant().plus(SOON);
    }

    private synchronized int size() {
        return waits.size();
    }
}
