package dev.wigwag.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When the next call to a place outside may be made: what a far end asked for, what repeated failures suggest, and a second
 * between two calls with one credential. Kept by this process alone; the bounds of the far ends leave room for a few of them.
 */
@ApplicationScoped
public class OutletPace {
    static final Duration BETWEEN_CALLS = Duration.ofSeconds(1);
    static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    static final Duration LAST_RETRY = Duration.ofMinutes(5);

    /** Places and credentials remembered; one that is forgotten is only tried sooner. */
    static final int LIMIT = 2_000;

    private record Hold(Instant until, int failures) {}

    private final Clock clock;
    private final Map<String, Hold> holds = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Hold> eldest) {
            return size() > LIMIT;
        }
    };

    public OutletPace(Clock clock) {
        this.clock = clock;
    }

    /** Whether a call for this face may be made now. */
    synchronized boolean isOpen(Face face) {
        return isPast(face.credential()) && isPast(place(face));
    }

    /** A call has been made. */
    synchronized void called(Face face) {
        hold(face.credential(), BETWEEN_CALLS, 0);
        holds.remove(place(face));
    }

    /** A call has failed; a limit concerns everything with the credential, the rest this place alone. */
    synchronized void failed(Face face, OutletException trouble) {
        Hold before = holds.get(place(face));
        int failures = before == null ? 1 : before.failures() + 1;
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(10, failures - 1));
        Duration bounded = wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait;
        hold(place(face), longer(bounded, trouble.after()), failures);
        hold(
                face.credential(),
                trouble.fault() == OutletException.Fault.LIMITED
                        ? longer(BETWEEN_CALLS, trouble.after())
                        : BETWEEN_CALLS,
                0);
    }

    private void hold(String key, Duration wait, int failures) {
        holds.put(key, new Hold(clock.instant().plus(wait), failures));
    }

    private boolean isPast(String key) {
        Hold hold = holds.get(key);
        return hold == null || !clock.instant().isBefore(hold.until());
    }

    private static String place(Face face) {
        return face.kind() + " " + face.target();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
