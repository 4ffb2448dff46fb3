package dev.wigwag.engine;

import dev.wigwag.rollout.Revision;
import java.util.Optional;

/**
 * A source, and what a push means to it.
 *
 * @param expected the revision the source will come to by this push; empty if it does not move
 * @param why why it does not move, as a short sentence; null if it does
 */
public record SourceReading(SourceState source, Optional<Revision> expected, String why) {}
