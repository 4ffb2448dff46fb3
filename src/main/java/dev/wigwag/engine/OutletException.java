package dev.wigwag.engine;

import java.time.Duration;
import java.util.Objects;

/** A place outside could not be brought in line. The message names cause and fix, and holds no secret. */
public final class OutletException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What may be done about it. */
    public enum Fault {
        /** Too much was asked of the far end; it said when to come again. */
        LIMITED,
        /** Not done; try again. */
        DOWN,
        /** May have been done; look before trying again. */
        UNCLEAR,
        /** Will not be done, however often it is tried. */
        REFUSED
    }

    private final Fault fault;
    private final Duration after;

    /** @param after how long to wait at least; zero if nobody said */
    public OutletException(Fault fault, Duration after, String message) {
        super(message, null, false, false);
        this.fault = Objects.requireNonNull(fault, "fault");
        this.after = Objects.requireNonNull(after, "after");
    }

    public Fault fault() {
        return fault;
    }

    /** How long to wait at least before the next try. */
    public Duration after() {
        return after;
    }
}
