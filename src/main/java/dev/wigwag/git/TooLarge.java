package dev.wigwag.git;

import dev.wigwag.engine.RangeException;
import dev.wigwag.engine.RangeException.Fault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Repositories that were found too large of late, so that not every question fetches as much again for nothing. */
final class TooLarge {
    static final Duration KEPT = Duration.ofHours(1);
    static final int MOST = 1_000;

    private record Refusal(String why, Instant until) {}

    private final Clock clock;
    private final Map<String, Refusal> refusals = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refusal> eldest) {
            return size() > MOST;
        }
    };

    TooLarge(Clock clock, MeterRegistry metrics) {
        this.clock = clock;
        Gauge.builder("wigwag.git.too.large", this, TooLarge::size)
                .description("Repositories found too large of late, which are left in peace for an hour")
                .register(metrics);
    }

    /** @throws RangeException if it was found too large within the last hour */
    synchronized void check(String name) {
        Refusal refusal = refusals.get(name);
        if (refusal == null) {
            return;
        }
        if (clock.instant().isBefore(refusal.until())) {
            throw new RangeException(Fault.TOO_LARGE, refusal.why());
        }
        refusals.remove(name);
    }

    /** Keeps the trouble in mind if it is about size, and is not already. */
    synchronized void note(String name, RangeException trouble) {
        if (trouble.fault() == Fault.TOO_LARGE) {
            refusals.putIfAbsent(
                    name, new Refusal(trouble.getMessage(), clock.instant().plus(KEPT)));
        }
    }

    private synchronized int size() {
        return refusals.size();
    }
}
