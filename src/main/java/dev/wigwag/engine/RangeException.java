package dev.wigwag.engine;

/** A repository could not be read; the message names cause and fix, and no secret. */
public final class RangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, in a word for logs and metrics. */
    public enum Fault {
        /** The far end does not answer, or not in time. */
        UNREACHABLE,
        /** The far end does not let us in. */
        DENIED,
        /** A commit is not there (any more). */
        MISSING,
        /** It is larger than the settings allow. */
        TOO_LARGE,
        /** The settings do not allow this address. */
        NOT_ALLOWED,
        /** There is no room here to keep it. */
        DISK
    }

    private final Fault fault;

    public RangeException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
