package dev.wigwag.kube;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as they stand in Kubernetes objects: RFC 3339. */
public final class ObjectTime {
    private ObjectTime() {}

    /** The time; empty if the text is absent or no time. */
    public static Optional<Instant> of(String nullable) {
        try {
            return nullable == null ? Optional.empty() : Optional.of(Instant.parse(nullable));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
