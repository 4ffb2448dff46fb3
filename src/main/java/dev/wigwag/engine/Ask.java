package dev.wigwag.engine;

import dev.wigwag.rollout.Gate;
import dev.wigwag.rollout.ObjectKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Flagger's question whether a run may go on, or for {@link Gate#rollback} whether it has to go back.
 *
 * @param checksum what Flagger says the run is of; empty before Flagger 1.34
 * @param at when it came; Flagger waits for the answer and does nothing meanwhile
 */
public record Ask(ObjectKey canary, Gate gate, Optional<String> checksum, Instant at) {}
