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

    /** Takes the turn to call for this face, so that nobody else with its credential does at the same time; false if it is not time. */
    synchronized boolean take(Face face) {
        if (!isPast(face.credential()) || !isPast(place(face))) {
            return false;
        }
        hold(face.credential(), BETWEEN_CALLS);
        return true;
    }

    /** A call has been made. */
    synchronized void called(Face face) {
        hold(face.credential(), BETWEEN_CALLS);
        holds.remove(place(face));
    }

    /** A call has failed; a limit concerns everything with the credential, the rest this place alone. */
    synchronized void failed(Face face, OutletException trouble) {
        Hold before = holds.get(place(face));
        int failures = before == null ? 1 : before.failures() + 1;
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(10, failures - 1));
        Duration bounded = wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait;
        holds.put(place(face), new Hold(clock.instant().plus(longer(bounded, trouble.after())), failures));
        boolean limited = trouble.fault() == OutletException.Fault.LIMITED;
        hold(face.credential(), limited ? longer(BETWEEN_CALLS, trouble.after()) : BETWEEN_CALLS);
    }

    /** Never shortens what another call has met with. */
    private void hold(String credential, Duration wait) {
        Instant until = clock.instant().plus(wait);
        Hold before = holds.get(credential);
        if (before == null || before.until().isBefore(until)) {
            holds.put(credential, new Hold(until, 0));
        }
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
