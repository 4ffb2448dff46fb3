package dev.wigwag.engine;

import java.util.Objects;

/** The Kubernetes API did not do what was asked; {@link #fault()} tells what kind of trouble it is and so what helps. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of trouble, told apart because each has another cure. */
    public enum Fault {
        /** RBAC does not let us; the cure is a ClusterRole. */
        DENIED,
        /** The object is not there (any more). */
        GONE,
        /** Somebody else wrote first; reading again and trying again is the cure. */
        CONFLICT,
        /** The API server does not serve this kind: a CRD or a controller is not installed. */
        NOT_SERVED,
        /** The API server looked at the request and will never take it. */
        REFUSED,
        /** The API server does not answer, or answers that it cannot now. */
        DOWN
    }

    private final Fault fault;

    /** @param message cause and fix, for an operator; free of secrets */
    public ClusterException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = Objects.requireNonNull(fault, "fault");
    }

    /** What kind of trouble it is. */
    public Fault fault() {
        return fault;
    }
}
