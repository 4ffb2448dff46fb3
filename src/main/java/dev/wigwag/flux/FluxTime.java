package dev.wigwag.flux;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as they stand in Kubernetes objects: RFC 3339. */
final class FluxTime {
    private FluxTime() {}

    /** The time; empty if the text is absent or no time. */
    static Optional<Instant> of(String nullable) {
        try {
            return nullable == null ? Optional.empty() : Optional.of(Instant.parse(nullable));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
