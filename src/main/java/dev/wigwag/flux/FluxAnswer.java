package dev.wigwag.flux;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What notification-controller is told; it throws it away, so it is for people who try the edge by hand.
 *
 * @param outcome heard, queued, or of-no-interest
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record FluxAnswer(String outcome, String object) {}
