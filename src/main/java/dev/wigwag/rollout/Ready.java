package dev.wigwag.rollout;

import java.time.Instant;
import java.util.Objects;

/**
 * An object's Ready condition.
 *
 * @param reason Flux's own word, such as {@code HealthCheckFailed}; empty if there is none
 * @param message Flux's text; empty if there is none
 * @param since when the status last flipped; null if unknown. A Kustomization's flips in every run, a source's only on a
 *     real change
 */
public record Ready(State state, String reason, String message, Instant since) {
    /** True, False or Unknown as Kubernetes writes them; {@code Absent} for an object without the condition. */
    public enum State {
        True,
        False,
        Unknown,
        Absent
    }

    /** The condition of an object that has none. */
    public static final Ready ABSENT = new Ready(State.Absent, "", "", null);

    public Ready {
        Objects.requireNonNull(state, "state");
        reason = reason == null ? "" : reason;
        message = message == null ? "" : message;
    }
}
