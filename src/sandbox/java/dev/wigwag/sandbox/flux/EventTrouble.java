package dev.wigwag.sandbox.flux;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** What befalls events on their way, each kind of trouble to its share of them; which ones, a seed decides. */
public final class EventTrouble {

    /** What can happen to an event. */
    public enum Kind {
        /** It is never sent. */
        DROP,
        /** It is sent twice. */
        DOUBLE,
        /** It is sent some seconds later. */
        DELAY,
        /** It is sent after the one that follows it. */
        REORDER
    }

    private final Random random;
    private final Map<Kind, Double> shares = new EnumMap<>(Kind.class);

    /** No trouble yet; {@code seed} decides which events it will befall. */
    public EventTrouble(long seed) {
        this.random = new Random(seed);
    }

    /** Sets the share of events that this happens to, from 0 (none, as at the start) to 1 (all); refuses anything else. */
    public synchronized void share(Kind kind, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share of events is a number from 0 to 1, not " + share);
        }
        shares.put(kind, share);
    }

    /** The share of events that this happens to. */
    public synchronized double share(Kind kind) {
        return shares.getOrDefault(kind, 0.0);
    }

    /** Whether it happens to the next event. */
    public synchronized boolean befalls(Kind kind) {
        return random.nextDouble() < share(kind);
    }
}
