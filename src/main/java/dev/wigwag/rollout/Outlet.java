package dev.wigwag.rollout;

import java.time.Instant;

/**
 * What an outlet was last brought to show ({@code .status.outlets[]}).
 *
 * @param kind slack, github-status or github-deployment
 * @param target the channel, context or environment
 * @param ref the far end's id of what we made there
 * @param digest of the picture last delivered
 * @param claim who is sending right now; null if nobody is
 * @param error why the last delivery failed; null if it did not
 */
public record Outlet(String kind, String target, String ref, String digest, Instant at, Claim claim, String error) {
    /** Held by one writer until a time. */
    public record Claim(String holder, Instant until) {}
}
