package dev.wigwag.slack;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The presses of these minutes, so that one that comes again is not worked on again. What keeps a decision from being taken
 * twice is the ledger; this only spares the second answer.
 */
@ApplicationScoped
class SeenPresses {
    static final int LIMIT = 1_000;

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > LIMIT;
        }
    };

    SeenPresses(MeterRegistry metrics) {
        Gauge.builder("wigwag.slack.presses", this, SeenPresses::size)
                .description("Presses of late, by which one that comes again is known")
                .register(metrics);
    }

    /** Whether it has not come before; from now on it has. */
    synchronized boolean isNew(SlackPress press) {
        return seen.put(digest(press), true) == null;
    }

    /** Nothing came of it, so it may come again. */
    synchronized void forget(SlackPress press) {
        seen.remove(digest(press));
    }

    private synchronized int size() {
        return seen.size();
    }

    private static String digest(SlackPress press) {
        return ThreadCursor.digest(press.key(), 22);
    }
}
