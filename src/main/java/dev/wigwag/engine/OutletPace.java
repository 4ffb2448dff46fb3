package dev.wigwag.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Which places outside may be called by this process right now: none twice at a time, and one that fails ever less often. So a
 * broken or slow place costs one worker at most, and delays no other.
 */
@ApplicationScoped
public class OutletPace {
    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    static final Duration LAST_RETRY = Duration.ofMinutes(5);

    /** Places remembered; one that is forgotten is only tried sooner. */
    static final int LIMIT = 2_000;

    private record Hold(Instant until, int failures) {}

    private final Clock clock;
    private final DoubleSupplier chance;
    /** Credentials in use; as many as there are workers. */
    private final Set<String> busy = new HashSet<>();

    private final Map<String, Hold> holds = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Hold> eldest) {
            return size() > LIMIT;
        }
    };

    @Inject
    public OutletPace(Clock clock) {
        this(clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param chance gives a number from 0 to 1 for each failure: how much of the back-off's second half is waited */
    OutletPace(Clock clock, DoubleSupplier chance) {
        this.clock = clock;
        this.chance = chance;
    }

    /** Before that time the place is left alone; the past if it is well. */
    synchronized Instant closedUntil(Face face) {
        Hold hold = holds.get(place(face));
        return hold == null ? Instant.EPOCH : hold.until();
    }

    /** Whether nobody in this process is calling with the credential; from then on the caller is, until {@link #leave}. */
    synchronized boolean enter(String credential) {
        return busy.add(credential);
    }

    synchronized boolean isBusy(String credential) {
        return busy.contains(credential);
    }

    /** The call is over. */
    synchronized void leave(String credential) {
        busy.remove(credential);
    }

    /** A call went well. */
    synchronized void worked(Face face) {
        holds.remove(place(face));
    }

    /**
     * A call failed. Several processes that met with the same trouble do not come back at the same time.
     *
     * @return how long the place is left alone: at least as long as the far end asked for
     */
    synchronized Duration failed(Face face, Duration asked) {
        Hold before = holds.get(place(face));
        int failures = before == null ? 1 : before.failures() + 1;
        Duration most = FIRST_RETRY.multipliedBy(1L << Math.min(10, failures - 1));
        Duration bounded = most.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : most;
        Duration half = bounded.dividedBy(2);
        Duration wait = half.plusMillis((long) (half.toMillis() * chance.getAsDouble()));
        Duration longer = wait.compareTo(asked) > 0 ? wait : asked;
        holds.put(place(face), new Hold(clock.instant().plus(longer), failures));
        return longer;
    }

    private static String place(Face face) {
        return face.kind() + " " + face.target();
    }
}
