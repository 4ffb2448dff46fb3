package dev.wigwag.engine;

import dev.wigwag.rollout.ObjectKey;
import dev.wigwag.rollout.RolloutKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps a second between two writes of one rollout by this process, where nothing is lost by it. Only a courtesy to the
 * API server: what is remembered here dies with the process, and the next one writes at once.
 *
 * <p>Who waits does so in its own thread, inside the request whose hint it follows, since a short-lived process does
 * nothing after its answers. So few may wait at a time; beyond these a write goes out at once, rather than that pushes
 * find no worker.
 */
@ApplicationScoped
public class WritePace {
    /** Between two writes of a rollout that is under way. */
    static final Duration PACE = Duration.ofSeconds(1);

    /** Writes remembered; one that is forgotten is only not waited for. */
    static final int LIMIT = 1_000;

    private final Clock clock;
    private final Pause pause;
    private final int mostWaiting;
    private final Set<ObjectKey> waiting = new HashSet<>();

    private final Map<RolloutKey, Instant> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RolloutKey, Instant> eldest) {
            return size() > LIMIT;
        }
    };

    /** Half of the workers may wait, so that the other half is there for whoever cannot. */
    @Inject
    public WritePace(Clock clock, Pause pause, WigwagConfig config) {
        this(clock, pause, Math.max(1, config.intake().workers() / 2));
    }

    /**
     * Keeps time by any clock.
     *
     * @param mostWaiting how many threads may wait at a time
     */
    public WritePace(Clock clock, Pause pause, int mostWaiting) {
        this.clock = clock;
        this.pause = pause;
        this.mostWaiting = mostWaiting;
    }

    /** The rollout has just been written. */
    void wrote(RolloutKey rollout) {
        synchronized (written) {
            written.remove(rollout);
            written.put(rollout, clock.instant());
        }
    }

    /**
     * Waits, for a second at most, until these rollouts of the source may be written.
     *
     * @return whether it has waited, so that what was to be written may be out of date
     */
    boolean waitFor(ObjectKey source, Collection<RolloutKey> rollouts) {
        Duration rest = rest(rollouts);
        if (rest.isZero() || rest.isNegative() || !begin(source)) {
            return false;
        }
        try {
            pause.of(rest);
        } finally {
            end(source);
        }
        return true;
    }

    /** Whether somebody waits who has still to read this source, and so will see whatever is to be seen now. */
    boolean isWaitedFor(ObjectKey source) {
        synchronized (waiting) {
            return waiting.contains(source);
        }
    }

    private boolean begin(ObjectKey source) {
        synchronized (waiting) {
            return waiting.size() < mostWaiting && waiting.add(source);
        }
    }

    private void end(ObjectKey source) {
        synchronized (waiting) {
            waiting.remove(source);
        }
    }

    private Duration rest(Collection<RolloutKey> rollouts) {
        Instant now = clock.instant();
        synchronized (written) {
            return rollouts.stream()
                    .map(written::get)
                    .filter(Objects::nonNull)
                    .map(last -> PACE.minus(Duration.between(last, now)))
                    // A clock that was set back must not make anybody wait longer.
                    .map(rest -> rest.compareTo(PACE) > 0 ? PACE : rest)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }
    }
}
