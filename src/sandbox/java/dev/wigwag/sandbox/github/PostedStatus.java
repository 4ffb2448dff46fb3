package dev.wigwag.sandbox.github;

import java.time.Instant;

/**
 * A status as GitHub keeps it.
 *
 * @param targetUrl null for none
 * @param creator whose token posted it
 */
public record PostedStatus(
        long id, String state, String context, String description, String targetUrl, String creator, Instant at) {}
