package dev.wigwag.sandbox.flagger;

import java.time.Instant;

/**
 * A message of Flagger, whether anybody received it or not.
 *
 * @param phase the one in the payload
 * @param type {@code Normal} or {@code Warning}
 */
public record Told(
        Instant time, String namespace, String name, String phase, String checksum, String type, String message) {}
