package dev.wigwag.rollout;

import java.time.Instant;

/**
 * What is known of the commit behind a rollout ({@code .spec.commit}); everything but {@code sha} may be null.
 *
 * @param sha 40 hex digits; of the commit itself, never of an annotated tag
 * @param message the commit message, cut; kept back until the source has shown that it can read the repository
 * @param author the author's name, kept back likewise
 * @param pushedBy the GitHub login of who pushed
 * @param pushedAt when GitHub took the push, to the second
 * @param compare where GitHub shows what the push changed
 */
public record Commit(String sha, String message, String author, String pushedBy, Instant pushedAt, String compare) {}
